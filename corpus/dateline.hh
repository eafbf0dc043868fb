#pragma once

#include <string>
#include <string_view>

namespace limier::corpus {

/// The day that a text gives as its own, in ISO 8601 (`2022-01-05`); empty if it gives none.
///
/// Where nothing but the text tells of when it is, a wrong date is worse than none. Read is the
/// opening alone, and taken is the first day that is not after `today`
/// - of which the weekday is named, rightly (`mercredi 5 janvier 2022`): so tells news of itself,
///   and hardly a text of the past; or
/// - in a line that is there for its sake: a short one that begins with it (`Le 5/1/2022`,
///   `Paris, le 1er mai 2021`) or with how it came out (`Publié par A. Roux le 5 janvier 2022`).
std::string dateline(std::string_view whole, std::string_view today);

/// The day that the clock shows, in UTC.
std::string today();

}  // namespace limier::corpus
