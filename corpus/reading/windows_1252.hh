#pragma once

// Windows-1252 where it differs from Latin-1; private to this folder.

#include <algorithm>
#include <array>
#include <cstdint>

#include <unicode/utf8.h>

namespace limier::corpus {

inline constexpr UChar32 kReplacement = 0xFFFD;

// ICU and browsers read its five undefined bytes as C1 controls, which would hide that the file is
// damaged.
inline constexpr std::array<char16_t, 32> kWindows1252From80 = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

/// The character of a byte; U+FFFD for the undefined ones.
inline UChar32 from_windows_1252(std::uint8_t byte) {
  return byte >= 0x80 && byte < 0xA0 ? kWindows1252From80[byte - 0x80U] : byte;
}

/// The byte that Windows-1252 or Latin-1 has for `character`; -1 when neither has one.
inline int to_windows_1252(UChar32 character) {
  if (character < 0x100) return character;
  const auto found = std::find(kWindows1252From80.begin(), kWindows1252From80.end(), character);
  if (found == kWindows1252From80.end() || character == kReplacement) return -1;
  return 0x80 + static_cast<int>(found - kWindows1252From80.begin());
}

}  // namespace limier::corpus
