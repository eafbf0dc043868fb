#pragma once

#include <string_view>

namespace limier::corpus {

/// Whether a normalised spelling, accents and all, is a word that carries no subject of its own.
/// Words that only look like one are not: `sûr`, `dû`, `né`, `été` (summer), `avions` (aeroplanes).
bool is_stop_word(std::string_view normalised);

}  // namespace limier::corpus
