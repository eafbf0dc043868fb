#pragma once

#include <string>
#include <string_view>

namespace limier::corpus {

/// What the spellings of a foreign name have in common, however French, English or German papers
/// transcribe it from Cyrillic, Arabic or Turkic: `tokaiev`, `tokayev` and `tokaev` have one key.
/// Empty for what cannot be such a name: shorter than four letters, or not all Latin letters.
/// `folded` is a folded spelling.
std::string name_key(std::string_view folded);

}  // namespace limier::corpus
