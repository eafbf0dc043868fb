#include "corpus/reading/decode.hh"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include <unicode/utf16.h>

#include "corpus/reading/converter.hh"
#include "corpus/reading/double_encoding.hh"
#include "corpus/reading/format.hh"
#include "corpus/reading/readers.hh"
#include "corpus/reading/windows_1252.hh"

namespace limier::corpus {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kWindows1252 = "Windows-1252";

enum class Utf16 { no, little_endian, big_endian };

std::uint8_t byte_at(std::string_view bytes, std::size_t place) {
  return static_cast<std::uint8_t>(bytes[place]);
}

/// Appends what `byte` is in Windows-1252; false when it is undefined there.
bool append_windows_1252(std::string& text, std::uint8_t byte) {
  const UChar32 character = from_windows_1252(byte);
  append_character(text, character);
  return character != kReplacement;
}

/// The length of the longest beginning of `bytes` that is valid UTF-8; adds the sequences of more
/// than one byte in it to `sequences`.
std::size_t valid_prefix(std::string_view bytes, std::size_t& sequences) {
  const std::size_t size = bytes.size();
  std::size_t place = 0;
  while (place < size) {
    std::uint64_t word = 0;
    if (size - place >= sizeof word) {
      std::memcpy(&word, bytes.data() + place, sizeof word);
      if ((word & 0x8080808080808080U) == 0) {
        place += sizeof word;
        continue;
      }
    }
    const std::size_t start = place;
    const UChar32 character = next_character(bytes, place);
    if (character < 0) return start;
    if (character >= 0x80) ++sequences;
  }
  return size;
}

/// The bytes at the beginning of `bytes` that ICU takes for one ill-formed sequence.
std::size_t ill_formed_prefix(std::string_view bytes) {
  std::size_t place = 0;
  next_character(bytes, place);
  return place;
}

Decoded decode_windows_1252(std::string_view bytes) {
  Decoded decoded{.text = {}, .encoding = std::string(kWindows1252)};
  decoded.text.reserve(bytes.size() + bytes.size() / 8);
  for (const char byte : bytes) {
    if (!append_windows_1252(decoded.text, static_cast<std::uint8_t>(byte))) ++decoded.repaired;
  }
  return decoded;
}

Decoded decode_named(std::string_view bytes, const std::string& encoding) {
  Decoded decoded{.text = {}, .encoding = encoding};
  Converter converter(encoding);
  converter.convert(bytes, true, decoded.text);
  decoded.repaired = converter.repaired();
  return decoded;
}

/// UTF-8, each stray byte of it read as Windows-1252; or the whole as `fallback`.
Decoded decode_bytes(std::string_view bytes, const std::string& fallback) {
  Decoded decoded{.text = {}, .encoding = "UTF-8"};
  decoded.text.reserve(bytes.size());
  std::size_t sequences = 0;
  for (std::string_view rest = bytes; !rest.empty();) {
    const std::size_t valid = valid_prefix(rest, sequences);
    decoded.text.append(rest.substr(0, valid));
    rest.remove_prefix(valid);
    if (rest.empty()) break;
    const std::size_t stray = ill_formed_prefix(rest);
    for (std::size_t i = 0; i < stray; ++i) append_windows_1252(decoded.text, byte_at(rest, i));
    decoded.repaired += stray;
    rest.remove_prefix(stray);
  }
  if (decoded.repaired <= sequences) return decoded;
  return fallback.empty() ? decode_windows_1252(bytes) : decode_named(bytes, fallback);
}

char16_t unit_at(std::string_view bytes, std::size_t place, Utf16 order) {
  const unsigned first = byte_at(bytes, place);
  const unsigned second = byte_at(bytes, place + 1);
  return static_cast<char16_t>(order == Utf16::big_endian ? first << 8U | second
                                                          : second << 8U | first);
}

std::string_view name_of(Utf16 order) {
  return order == Utf16::no ? ""sv : order == Utf16::big_endian ? "UTF-16BE"sv : "UTF-16LE"sv;
}

Decoded decode_utf16(std::string_view bytes, Utf16 order) {
  Decoded decoded{.text = {}, .encoding = std::string(name_of(order))};
  decoded.text.reserve(bytes.size() / 2 + bytes.size() / 8);
  std::size_t place = 0;
  while (place + 1 < bytes.size()) {
    UChar32 character = unit_at(bytes, place, order);
    place += 2;
    if (U16_IS_LEAD(character) && place + 1 < bytes.size() &&
        U16_IS_TRAIL(unit_at(bytes, place, order))) {
      character = U16_GET_SUPPLEMENTARY(character, unit_at(bytes, place, order));
      place += 2;
    } else if (U16_IS_SURROGATE(character)) {
      character = kReplacement;
      decoded.repaired += 2;
    }
    append_character(decoded.text, character);
  }
  if (place < bytes.size()) {
    append_character(decoded.text, kReplacement);
    ++decoded.repaired;
  }
  return decoded;
}

/// French in UTF-16 has a zero byte in nearly every unit, always on the same side.
Utf16 guess_utf16(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return Utf16::little_endian;
  if (bytes.starts_with("\xFE\xFF")) return Utf16::big_endian;
  const std::string_view head = bytes.substr(0, kHeadBytes);
  const std::size_t units = head.size() / 2;
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < units * 2; ++i) zeros[i % 2] += head[i] == '\0' ? 1U : 0U;
  const auto mostly = [units](std::size_t count) { return count * 10 >= units * 7 && count > 0; };
  if (mostly(zeros[0]) == mostly(zeros[1])) return Utf16::no;
  return mostly(zeros[0]) ? Utf16::big_endian : Utf16::little_endian;
}

bool is_odd_control(unsigned unit) {
  constexpr std::string_view kOfTexts = "\t\n\v\f\r\x1B";
  if (unit == 0x7F) return true;
  return unit < 0x20 && kOfTexts.find(static_cast<char>(unit)) == std::string_view::npos;
}

/// Whether more than one in 50 is a control character that no text has, a single one apart.
bool has_many_controls(std::string_view head, Utf16 order) {
  const std::size_t width = order == Utf16::no ? 1 : 2;
  std::size_t controls = 0;
  for (std::size_t i = 0; i + width <= head.size(); i += width) {
    const unsigned unit = width == 1 ? byte_at(head, i) : unit_at(head, i, order);
    if (is_odd_control(unit)) ++controls;
  }
  return controls > 1 + head.size() / width / 50;
}

}  // namespace

Decoded decode(std::string_view bytes, const std::string& fallback) {
  const Utf16 order = guess_utf16(bytes);
  Decoded decoded = order == Utf16::no ? decode_bytes(bytes, fallback) : decode_utf16(bytes, order);
  decoded.double_encoded = repair_double_encoding(decoded.text);
  normalise_controls(decoded.text);
  return decoded;
}

std::string decode_part(std::string_view bytes, Decoding& decoding) {
  Decoded decoded = decode_bytes(bytes, {});
  decoding.add(decoded);
  return std::move(decoded.text);
}

std::string_view utf16_of(std::string_view head) { return name_of(guess_utf16(head)); }

bool looks_binary(std::string_view head) {
  // Formats whose first bytes may hold no NUL; the others give themselves away by one.
  constexpr std::array kMagics = {"%PDF-"sv,
                                  "\x1F\x8B"sv,
                                  "PK\x03\x04"sv,
                                  "\x89PNG"sv,
                                  "\xFF\xD8\xFF"sv,
                                  "GIF87a"sv,
                                  "GIF89a"sv,
                                  "BZh91AY&SY"sv,
                                  "\xFD"
                                  "7zXZ"sv,
                                  "\x28\xB5\x2F\xFD"sv};
  const auto begins = [head](std::string_view magic) { return head.starts_with(magic); };
  if (std::any_of(kMagics.begin(), kMagics.end(), begins)) return true;
  const Utf16 order = guess_utf16(head);
  if (order == Utf16::no && head.find('\0') != std::string_view::npos) return true;
  return has_many_controls(head, order);
}

bool is_valid_utf8(std::string_view text) {
  std::size_t sequences = 0;
  return valid_prefix(text, sequences) == text.size();
}

void normalise_controls(std::string& text) {
  std::size_t marks = 0;
  while (std::string_view(text).substr(marks).starts_with(kByteOrderMark)) {
    marks += kByteOrderMark.size();
  }
  text.erase(0, marks);
  std::replace(text.begin(), text.end(), '\0', ' ');
  if (text.find('\r') == std::string::npos) return;
  auto end = text.begin();
  for (auto next = text.begin(); next != text.end(); ++next) {
    if (*next == '\r' && next + 1 != text.end() && next[1] == '\n') continue;
    *end++ = *next == '\r' ? '\n' : *next;
  }
  text.erase(end, text.end());
}

}  // namespace limier::corpus
