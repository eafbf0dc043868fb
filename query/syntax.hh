#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corpus/store/fields.hh"

namespace limier::query {

/// A query as it was written, before any word of it is analysed.
struct Node {
  enum class Kind {
    words,   ///< plain words side by side: `text`
    phrase,  ///< `text`, without its quotation marks
    prefix,  ///< the words that begin with `text`, which has lost its star
    near,    ///< words, phrases and prefixes, each within so many words of the next: `distances`
    field,   ///< `field` and `text`
    bag,     ///< children side by side: how many must match is for `--match` to say
    all,     ///< children joined by AND
    any,     ///< children joined by OR
  };
  Kind kind = Kind::bag;
  std::string text;
  const corpus::Field* field = nullptr;
  std::vector<Node> children;
  std::vector<Node> excluded;       ///< of a bag or all: documents that hold one of these are out
  std::vector<unsigned> distances;  ///< of near: in words, one less than there are children
  bool too_deep = false;            ///< of the root: some parentheses within others were spaces
};

/// A longer query is refused.
inline constexpr std::size_t kMaxQueryBytes = 8192;

/// Parentheses within more parentheses than this are spaces.
inline constexpr int kMaxDepth = 32;

/// The most that can stand behind `NEAR/`.
inline constexpr unsigned kMaxDistance = 100;

/// Reads a query. Every string is one: what cannot be an operator is a word, and quotation marks or
/// parentheses without their counterpart are spaces. Throws Error when it is longer than
/// `kMaxQueryBytes`.
///
/// Operators bind as everywhere: NEAR, NOT, then AND, then OR. They are words when the whole query
/// is in capitals.
Node parse_query(std::string_view text);

}  // namespace limier::query
