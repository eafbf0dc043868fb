#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace limier::corpus {

/// A text in UTF-8 and what had to be done for it.
struct Decoded {
  std::string text;          ///< valid UTF-8, LF line ends, no NUL, no byte order mark
  std::string encoding;      ///< "UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1252", or the fallback
  std::size_t repaired = 0;  ///< bytes that were not of that encoding
  std::size_t double_encoded = 0;  ///< characters that had been encoded twice
};

/// How a file was decoded, part by part.
struct Decoding {
  std::string encoding = "UTF-8";  ///< of the parts that were not UTF-8, if any
  std::size_t repaired = 0;        ///< as in Decoded
  std::size_t double_encoded = 0;

  void add(const Decoded& part) {
    if (part.encoding != "UTF-8") encoding = part.encoding;
    repaired += part.repaired;
    double_encoded += part.double_encoded;
  }
};

/// Decodes French text of unknown encoding: a byte order mark; else zero bytes on one side, UTF-16;
/// else UTF-8 where it is valid. In a text that is mostly UTF-8, each stray byte is read as
/// Windows-1252; a text with more stray bytes than UTF-8 sequences is `fallback` as a whole, an
/// encoding that ICU knows, or Windows-1252. What was encoded twice is repaired.
Decoded decode(std::string_view bytes, const std::string& fallback = {});

/// Decodes one line or record of a file that is not UTF-16. Controls stay, and so does what was
/// encoded twice.
std::string decode_part(std::string_view bytes, Decoding& decoding);

/// "UTF-16LE" or "UTF-16BE" when a file that begins with `head` is that, else empty.
std::string_view utf16_of(std::string_view head);

/// Whether these first bytes of a file are no text in any encoding that `decode` knows.
bool looks_binary(std::string_view head);

/// Whether `text` is well-formed UTF-8.
bool is_valid_utf8(std::string_view text);

}  // namespace limier::corpus
