#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "corpus/french/heads.hh"
#include "corpus/french/stemmer.hh"
#include "corpus/french/token.hh"

namespace limier::corpus {

/// The French analysis chain: text to tokens. Texts and queries go through the same one.
///
/// Composed here and nowhere else: atoms (a scanner), pieces (elision, compounds, numbers,
/// acronyms), then for each spelling, once: normalise, look up the stop word, stem, fold.
/// Not for several threads at once: it keeps what it learnt of each spelling.
class Chain {
 public:
  /// Spellings remembered before the cache starts anew: about 50 MB, and 97 % of tokens hit it.
  static constexpr std::size_t kUsualWords = 200'000;

  explicit Chain(std::size_t most_words = kUsualWords) : most_words_(most_words) {}

  /// The tokens of `text` (valid UTF-8) in the order of their parts; positions count from 0.
  /// The result is valid until the next call, its words until `forget_surplus`.
  /// With `sought`, only those that may be so: most words cost next to nothing.
  const std::vector<Token>& analyse(std::string_view text, const Heads* sought = nullptr);

  /// What the chain makes of one spelling, whatever it looks like. Valid until `forget_surplus`.
  const Word& word(std::string_view surface);

  /// Bounds the memory: starts the cache anew when it has grown large. Call it between texts.
  void forget_surplus();

 private:
  static constexpr std::size_t kFewRecent = 1U << 10U;
  static constexpr std::size_t kMostRecent = 1U << 16U;

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept;
  };

  Word make_word(std::string_view surface);
  void add_unit(std::string_view text, const std::vector<struct Piece>& all);
  void add_word(std::size_t begin, std::size_t end, std::string_view surface);
  void add_token(Token token, std::string_view surface);
  void add_joined(std::string_view text, std::span<const struct Piece> pieces,
                  std::uint32_t length);

  std::size_t most_words_;
  Stemmer stem_;
  using Words = std::unordered_map<std::string, Word, Hash, std::equal_to<>>;

  Words words_;
  /// Where the words in use are, by their hash: most tokens are of few spellings, and the map is
  /// too large for the processor's cache. It grows with them: a single query knows few words.
  std::vector<const Words::value_type*> recent_ = std::vector<const Words::value_type*>(kFewRecent);
  std::vector<Token> tokens_;
  std::uint32_t position_ = 0;
  const Heads* sought_ = nullptr;
};

}  // namespace limier::corpus
