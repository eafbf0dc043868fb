#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <unicode/utf8.h>

namespace limier::corpus {

/// A code point and the byte where the next one begins.
struct CodePoint {
  char32_t value = 0;
  std::size_t end = 0;
};

/// The code point that begins at byte `at` < `text.size()`; U+FFFD where `text` is malformed.
inline CodePoint code_point_at(std::string_view text, std::size_t at) {
  // ICU's macros want bytes that are unsigned.
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  std::size_t end = at;
  UChar32 value = 0;
  U8_NEXT_OR_FFFD(bytes, end, text.size(), value);
  return {static_cast<char32_t>(value), end};
}

/// The first byte of the code point that byte `at` <= `text.size()` is in.
inline std::size_t code_point_start(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && U8_IS_TRAIL(static_cast<std::uint8_t>(text[at]))) --at;
  return at;
}

/// `text`, cut to at most `size` bytes between two code points.
inline std::string_view cut_to(std::string_view text, std::size_t size) {
  return text.size() <= size ? text : text.substr(0, code_point_start(text, size));
}

}  // namespace limier::corpus
