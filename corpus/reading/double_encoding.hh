#pragma once

#include <cstddef>
#include <string>

namespace limier::corpus {

/// Repairs UTF-8 whose bytes were once taken for Windows-1252 or Latin-1 and encoded again, so that
/// `Lâ€™Ã©nergie` is `L’énergie` again; also where it happened more than once. Returns how many
/// characters were repaired.
///
/// Line by line, and only where more characters than not look like that: an article about encodings
/// has `Ã©` among good accents. Only what French writes counts as repaired: in `CAFÉ…` the last two
/// characters could be U+0245.
std::size_t repair_double_encoding(std::string& text);

}  // namespace limier::corpus
