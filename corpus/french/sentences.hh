#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace limier::corpus {

/// A sentence of a text: bytes, half-open, without the white space around it.
struct Sentence {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool opens_paragraph = false;
  bool set_aside = false;  ///< as boilerplate of the collection; a text alone does not tell
};

/// The sentences of `text` (valid UTF-8, LF line ends), in order, none empty; together they hold
/// everything but white space. A border is never inside a word, a number, an abbreviation or
/// between a quotation mark and what it quotes. A line end is a border unless the text is
/// hard-wrapped; a blank line opens a paragraph. What has no end of its own is cut at a space after
/// `kMaxSentenceBytes`.
std::vector<Sentence> sentences(std::string_view text);

inline constexpr std::size_t kMaxSentenceBytes = 1500;

}  // namespace limier::corpus
