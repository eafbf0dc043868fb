#include "corpus/date.hh"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>

#include <fmt/format.h>

namespace limier::corpus {
namespace {

/// Folded; a prefix of three letters is enough, of four where two months share three.
struct Month {
  std::string_view french;
  std::string_view english;
};
constexpr auto kMonths = std::to_array<Month>({{"janvier", "january"},
                                               {"fevrier", "february"},
                                               {"mars", "march"},
                                               {"avril", "april"},
                                               {"mai", "may"},
                                               {"juin", "june"},
                                               {"juillet", "july"},
                                               {"aout", "august"},
                                               {"septembre", "september"},
                                               {"octobre", "october"},
                                               {"novembre", "november"},
                                               {"decembre", "december"}});

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes a number of `least` to `most` digits off the front of `text`; -1 when there is none.
int take_number(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  if (digits < least || digits > most) return -1;
  int number = 0;
  std::from_chars(text.data(), text.data() + digits, number);
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, std::string_view wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(wanted.size());
  return true;
}

bool take_space(std::string_view& text) {
  bool taken = false;
  while (take(text, " ") || take(text, "\t") || take(text, "\u00A0") || take(text, "\u202F"))
    taken = true;
  return taken;
}

/// Takes letters off the front of `text`, in lower case and without accents.
std::string take_word(std::string_view& text) {
  std::string word;
  while (!text.empty()) {
    const char c = text.front();
    if (c >= 'a' && c <= 'z') word += c;
    else if (c >= 'A' && c <= 'Z') word += static_cast<char>(c - 'A' + 'a');
    else if (text.starts_with("é") || text.starts_with("É")) word += 'e';
    else if (text.starts_with("û") || text.starts_with("Û")) word += 'u';
    else if (!text.starts_with("\u0301") && !text.starts_with("\u0302")) break;
    text.remove_prefix(static_cast<unsigned char>(c) < 0x80 ? 1 : 2);
  }
  return word;
}

/// From 1; 0 if it is none.
int month_named(std::string_view word) {
  const std::size_t least = word.starts_with("jui") ? 4 : 3;
  if (word.size() < least) return 0;
  for (std::size_t i = 0; i < kMonths.size(); ++i)
    if (kMonths[i].french.starts_with(word) || kMonths[i].english.starts_with(word) ||
        (word == "sept" && i == 8))
      return static_cast<int>(i) + 1;
  return 0;
}

bool is_day(int year, int month, int day) {
  using namespace std::chrono;
  return year > 0 && month > 0 && day > 0 &&
         year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                        std::chrono::day(static_cast<unsigned>(day)))
             .ok();
}

/// Empty where there is no such day; `day` is 0 where only the month is known.
std::string iso(int year, int month, int day) {
  if (!is_day(year, month, std::max(day, 1))) return {};
  return day == 0 ? fmt::format("{:04}-{:02}", year, month)
                  : fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

/// What may stand after a date: nothing, a time or a time zone.
bool ends_date(std::string_view rest) {
  return rest.empty() || std::string_view("Tt Z+").find(rest.front()) != std::string_view::npos;
}

std::string year_first(std::string_view text) {
  const int year = take_number(text, 4, 4);
  if (text.empty()) return is_day(year, 1, 1) ? fmt::format("{:04}", year) : "";
  if (!take(text, "-")) return {};
  const int month = take_number(text, 2, 2);
  if (text.empty()) return iso(year, month, 0);
  if (!take(text, "-")) return {};
  const int day = take_number(text, 2, 2);
  return ends_date(text) && day > 0 ? iso(year, month, day) : "";
}

std::string day_first(std::string_view text) {
  const int first = take_number(text, 1, 2);
  const std::string_view separator = text.substr(0, 1);
  if (separator != "/" && separator != "." && separator != "-") return {};
  take(text, separator);
  std::string_view rest = text;
  if (const int year = take_number(rest, 4, 4); year > 0)
    return rest.empty() ? iso(year, first, 0) : "";
  const int month = take_number(text, 1, 2);
  if (!take(text, separator)) return {};
  const int year = take_number(text, 4, 4);
  return ends_date(text) && first > 0 ? iso(year, month, first) : "";
}

std::string in_words(std::string_view text) {
  std::string word = take_word(text);
  const bool has_weekday = !word.empty() && month_named(word) == 0;
  if (has_weekday) {
    if (!take(text, ",")) take(text, ".");
    take_space(text);
    word = take_word(text);
  }
  int day = 0;
  if (word.empty()) {
    day = take_number(text, 1, 2);
    if (day < 1) return {};
    if (day == 1 && !take(text, "er")) take(text, "ER");
    take_space(text);
    word = take_word(text);
  } else if (has_weekday) {
    return {};
  }
  const int month = month_named(word);
  take(text, ".");
  if (month == 0 || !take_space(text)) return {};
  const int year = take_number(text, 4, 4);
  return ends_date(text) || text.front() == ',' ? iso(year, month, day) : "";
}

std::string_view trim(std::string_view text) {
  take_space(text);
  return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

/// The least string that a date from `date` on can be: `2022` and `2022-01` count as 2022-01-01.
std::string first_of(std::string date) {
  while (date.ends_with("-01")) date.resize(date.size() - 3);
  return date;
}

/// Greater than any date that begins with `date`, less than all later ones.
std::string last_of(const std::string& date) { return date.empty() ? date : date + '~'; }

}  // namespace

std::string iso_date(std::string_view text) {
  const std::string_view date = trim(text);
  for (const auto read : {year_first, day_first, in_words})
    if (std::string found = read(date); !found.empty()) return found;
  return {};
}

std::optional<DateRange> date_range(std::string_view text) {
  const auto dots = text.find("..");
  const bool one = dots == std::string_view::npos;
  const std::string_view from = trim(text.substr(0, dots));
  const std::string_view to = one ? from : trim(text.substr(dots + 2));
  const std::string first = iso_date(from);
  const std::string last = iso_date(to);
  if ((from.empty() && to.empty()) || first.empty() != from.empty() || last.empty() != to.empty())
    return std::nullopt;
  return DateRange{first_of(first), last_of(last)};
}

}  // namespace limier::corpus
