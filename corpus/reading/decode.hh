#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace limier::corpus {

/// A text in UTF-8 and what had to be done for it.
struct Decoded {
  std::string text;           ///< valid UTF-8, LF line ends, no NUL, no byte order mark
  std::string_view encoding;  ///< "UTF-8", "UTF-16LE", "UTF-16BE" or "Windows-1252"
  std::size_t repaired = 0;   ///< bytes that were not of that encoding
};

/// Decodes French text of unknown encoding: a byte order mark; else zero bytes on one side, UTF-16;
/// else UTF-8 where it is valid. In a text that is mostly UTF-8, each stray byte is read as
/// Windows-1252; a text with more stray bytes than UTF-8 sequences is Windows-1252 as a whole.
Decoded decode(std::string_view bytes);

/// Whether these first bytes of a file are no text in any encoding that `decode` knows.
bool looks_binary(std::string_view head);

/// Whether `text` is well-formed UTF-8.
bool is_valid_utf8(std::string_view text);

}  // namespace limier::corpus
