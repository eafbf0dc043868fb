#pragma once

#include <string>
#include <string_view>

namespace limier::corpus {

/// What the spellings of a foreign name have in common, however French, English or German papers
/// transcribe it from Cyrillic, Arabic, Turkic or Chinese: `tokaiev`, `tokayev` and `tokajew` have
/// one key. Empty for what cannot be such a name: shorter than four letters, or not all Latin
/// letters. `folded` is a folded spelling.
///
/// The key alone is too coarse to join two names; see `are_spellings`.
std::string name_key(std::string_view folded);

/// Whether two different folded spellings are of one foreign name. With one key they still are not
/// if they differ in nothing but what French names differ in among themselves (`Martin` and
/// `Martine`, `Geoffroi` and `Geoffroy`), unless their endings or sounds are foreign to French.
bool are_spellings(std::string_view one, std::string_view other);

}  // namespace limier::corpus
