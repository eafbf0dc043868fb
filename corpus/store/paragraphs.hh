#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/store/record.hh"

namespace limier::corpus {

/// A paragraph of a section, as it is told from others and found again.
struct Paragraph {
  std::uint64_t hash = 0;   ///< of its text, white space evened out; 48 bits
  std::uint64_t bytes = 0;  ///< of its text
  bool set_aside = false;
};

/// How much a paragraph counts for among those of its document: the square of its length, so that
/// a menu of many short lines weighs less than one paragraph of prose.
constexpr std::uint64_t mass_of(std::uint64_t bytes) { return bytes * bytes; }

/// What a section keeps, as a value, of its paragraphs. All boilerplate is told from these alone:
/// they are a thirtieth of the text.
struct Paragraphs {
  bool opens_document = false;
  std::uint64_t mass = 0;  ///< of all its paragraphs
  /// Those that may be boilerplate: not the long ones, and not the document's own headline.
  std::vector<Paragraph> some;
};

/// What is longer is no boilerplate.
inline constexpr std::size_t kMaxBoilerplateBytes = 1000;

Paragraphs paragraphs_of(const Record& record);

/// Frozen: a change needs a new schema version.
std::string encode_paragraphs(const Paragraphs& paragraphs);
Paragraphs decode_paragraphs(std::string_view value);

/// Sets aside those of a section that `is_boilerplate` names by their hash, and no others.
void set_aside(Record& record, const std::function<bool(std::uint64_t)>& is_boilerplate);

/// The text of the paragraph with this hash; empty if there is none.
std::string_view paragraph_text(const Record& record, std::uint64_t hash);

}  // namespace limier::corpus
