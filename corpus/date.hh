#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace limier::corpus {

/// A date as people and programs write it, in ISO 8601: `2022-01-05`, or the prefix of it that is
/// known, `2022-01` or `2022`; empty if it is no date. A time and its zone are passed over: the day
/// is the one that is written.
///
/// Read are ISO 8601, days first (`5/1/2022`, `1/2022`), dates in words (`mercredi 5 janvier 2022`,
/// `1er janv. 2022`, `janvier 2022`) and those of RFC 2822 (`Wed, 5 Jan 2022 10:00:00 +0100`).
std::string iso_date(std::string_view text);

/// Dates from `first` to `last`, both included; an empty one is open. Bounds of strings: an ISO
/// date lies between them if it does so byte by byte. A date that is only a year or a month counts
/// as its first day.
struct DateRange {
  std::string first;
  std::string last;

  [[nodiscard]] bool is_open() const { return first.empty() && last.empty(); }

  /// Whether `date`, which is not empty, lies in the range.
  [[nodiscard]] bool holds(std::string_view date) const {
    return date >= first && (last.empty() || date <= last);
  }
};

/// The days of a date (`2022-01` has 31) or from one to another (`2022-01..2022-02`, `2022..`,
/// `..5/1/2022`); nothing if that is no date.
std::optional<DateRange> date_range(std::string_view text);

}  // namespace limier::corpus
