#include "corpus/printable.hh"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include "corpus/utf8.hh"

namespace limier::corpus {

bool is_terminal_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C || c == 0x2028 ||
         c == 0x2029;
}

std::size_t next_terminal_control(std::string_view text, std::size_t at) {
  // Only what begins with one of these bytes is decoded.
  const auto may_begin_one = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xD8 || byte == 0xE2;
  };
  for (; at < text.size(); ++at)
    if (may_begin_one(text[at]) && is_terminal_control(code_point_at(text, at).value)) return at;
  return text.size();
}

std::string printable(std::string_view text, bool keep_lines) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    const std::string_view bytes = text.substr(at, c.end - at);
    at = c.end;
    if (c.value == 0xFFFD && bytes != "\uFFFD") {
      for (const char byte : bytes)
        result += fmt::format("\\x{:02X}", static_cast<unsigned char>(byte));
    } else if (is_terminal_control(c.value) &&
               !(keep_lines && (c.value == U'\n' || c.value == U'\t'))) {
      result += fmt::format("\\u{:04X}", static_cast<unsigned>(c.value));
    } else {
      result += bytes;
    }
  }
  return result;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    const auto value = static_cast<UChar32>(c.value);
    const auto east_asian = u_getIntPropertyValue(value, UCHAR_EAST_ASIAN_WIDTH);
    const bool zero = (U_GET_GC_MASK(value) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0;
    if (!zero) width += east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
    at = c.end;
  }
  return width;
}

}  // namespace limier::corpus
