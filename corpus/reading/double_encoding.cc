#include "corpus/reading/double_encoding.hh"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

#include "corpus/reading/readers.hh"
#include "corpus/reading/windows_1252.hh"

namespace limier::corpus {
namespace {

/// What happened four times over is no accident.
constexpr int kMaxTimes = 3;

/// Characters that French text has, by the first byte of their UTF-8.
bool is_french(UChar32 character) {
  constexpr std::array<UChar32, 7> kLatinExtended = {0x152, 0x153, 0x160, 0x161,
                                                     0x178, 0x17D, 0x17E};
  const auto between = [character](UChar32 first, UChar32 last) {
    return character >= first && character <= last;
  };
  return between(0xA0, 0xFF) || between(0x2000, 0x2BFF) || between(0xFB00, 0xFB06) ||
         character == 0xFEFF ||
         std::find(kLatinExtended.begin(), kLatinExtended.end(), character) != kLatinExtended.end();
}

/// The character whose UTF-8 was encoded again at `place`, which moves behind it; else 0.
UChar32 take_double_encoded(std::string_view text, std::size_t& place) {
  char bytes[3] = {};
  std::size_t next = place;
  const int lead = to_windows_1252(next_character(text, next));
  const std::size_t length = lead == 0xC2 || lead == 0xC3 || lead == 0xC5 ? 2
                             : lead == 0xE2 || lead == 0xEF               ? 3
                                                                          : 0;
  if (length == 0) return 0;
  bytes[0] = static_cast<char>(lead);
  for (std::size_t i = 1; i < length; ++i) {
    if (next == text.size()) return 0;
    const int byte = to_windows_1252(next_character(text, next));
    if (byte < 0x80 || byte > 0xBF) return 0;
    bytes[i] = static_cast<char>(byte);
  }
  std::size_t ignored = 0;
  const UChar32 character = next_character({bytes, length}, ignored);
  if (!is_french(character)) return 0;
  place = next;
  return character;
}

/// Whether there is anything that may be double-encoded: `Â`, `Ã` or `Å`, or an `â` or `ï` with
/// something behind it that is no ASCII.
bool is_suspicious(std::string_view text) {
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end; ++at) {
    at = static_cast<const char*>(std::memchr(at, 0xC3, static_cast<std::size_t>(end - at)));
    if (at == nullptr || at + 2 >= end) return false;
    const char second = at[1];
    const bool has_more = static_cast<std::uint8_t>(at[2]) >= 0x80;
    const bool is_lead = second == '\x82' || second == '\x83' || second == '\x85' ||
                         second == '\xA2' || second == '\xAF';
    if (is_lead && has_more) return true;
  }
  return false;
}

/// Appends a line to `repaired`, repaired if most of it needs it; returns how many characters did.
std::size_t repair_line(std::string_view line, std::string& repaired) {
  const std::size_t begin = repaired.size();
  std::size_t found = 0;
  std::size_t good = 0;
  for (std::size_t place = 0; place < line.size();) {
    UChar32 character = take_double_encoded(line, place);
    if (character != 0) {
      ++found;
    } else {
      character = next_character(line, place);
      if (character >= 0x80) ++good;
    }
    append_character(repaired, character);
  }
  if (found > good) return found;
  repaired.replace(begin, std::string::npos, line);
  return 0;
}

std::size_t repair_once(std::string& text) {
  std::string repaired;
  repaired.reserve(text.size());
  std::size_t found = 0;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    const std::string_view line = rest.substr(0, end);
    if (is_suspicious(line)) found += repair_line(line, repaired);
    else repaired += line;
    rest.remove_prefix(end);
  }
  if (found > 0) text = std::move(repaired);
  return found;
}

}  // namespace

std::size_t repair_double_encoding(std::string& text) {
  std::size_t all = 0;
  for (int times = 0; times < kMaxTimes && is_suspicious(text); ++times) {
    const std::size_t found = repair_once(text);
    if (found == 0) break;
    all += found;
  }
  return all;
}

}  // namespace limier::corpus
