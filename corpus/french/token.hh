#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace limier::corpus {

/// What the chain makes of one spelling. Shared by all tokens of that spelling.
struct Word {
  std::string accented;  ///< normalised spelling, see `normalise`
  std::string folded;    ///< the same without accents
  std::string stem;      ///< stemmed with the accents, folded after; empty for a stop word
  bool stop = false;
};

/// A word of a text where it stands.
///
/// `begin` and `end` are bytes of the text that was analysed, half-open, and nothing changes them:
/// they always cut out the word as its author wrote it, without an elided article.
/// A compound gives its parts, each with a position, and then its joined form, which stands on the
/// position of the first part and spans `length` of them (`porte-parole`: 0 porte, 1 parole,
/// 0 porteparole of length 2). A name behind `d’` is given whole as well (`d’Artagnan`:
/// 0 artagnan, 0 dartagnan of length 1).
struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint32_t position = 0;
  std::uint32_t length = 1;
  bool joined = false;  ///< a second reading of the tokens before it
  const Word* word = nullptr;
};

}  // namespace limier::corpus
