#pragma once

#include <string>
#include <string_view>

namespace limier::corpus {

/// The spelling of a word that all others are compared by: lower case, composed (NFC),
/// compatibility characters resolved (`ﬁ`, `CO₂`, `1ᵉʳ`), soft hyphens and other ignorable
/// characters gone, the ligatures œ and æ expanded; accents stay. `word` is UTF-8 of any kind. This
/// is what is stemmed.
std::string normalise(std::string_view word);

/// A normalised spelling without its accents: `réunies` becomes `reunies`.
/// Only marks that sit on a letter of another script's own alphabet (Devanagari vowels) stay.
std::string fold(std::string_view normalised);

}  // namespace limier::corpus
