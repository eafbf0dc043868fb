#include "corpus/dateline.hh"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>

#include <fmt/chrono.h>

#include "corpus/date.hh"

namespace limier::corpus {
namespace {

constexpr std::size_t kOpeningBytes = 1500;
constexpr std::size_t kShortLineBytes = 120;
constexpr std::size_t kWholeDay = 10;  // bytes of `2022-01-05`

/// Sunday first, as in <chrono>.
constexpr std::array<std::string_view, 7> kWeekdays = {"dimanche", "lundi",    "mardi", "mercredi",
                                                       "jeudi",    "vendredi", "samedi"};
/// How a line begins that tells when a text came out.
constexpr auto kBylines =
    std::to_array<std::string_view>({"publi", "post", "paru", "mis en ligne", "mise en ligne",
                                     "mis à jour", "mise à jour", "modifi", "par ", "date"});

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// No-break spaces made plain ones: before a year or a weekday, either may stand.
std::string with_plain_spaces(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const bool wide = text.starts_with("\u00A0");
    const bool narrow = text.starts_with("\u202F");
    result += wide || narrow ? ' ' : text.front();
    text.remove_prefix(wide ? 2 : narrow ? 3 : 1);
  }
  return result;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

/// The weekday named right before `at`, if one is.
std::optional<unsigned> weekday_before(std::string_view line, std::size_t at) {
  const std::string before = lower(line.substr(0, at));
  const std::size_t end = before.find_last_not_of(" ,") + 1;
  for (unsigned day = 0; day < kWeekdays.size(); ++day) {
    const std::size_t size = kWeekdays[day].size();
    if (end >= size && std::string_view(before).substr(end - size, size) == kWeekdays[day] &&
        (end == size || !is_letter(before[end - size - 1])))
      return day;
  }
  return std::nullopt;
}

unsigned weekday_of(std::string_view day) {
  using namespace std::chrono;
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    std::from_chars(day.data() + at, day.data() + at + size, value);
    return value;
  };
  const auto part = [&](std::size_t at) { return static_cast<unsigned>(number(at, 2)); };
  const year_month_day date(year(number(0, 4)), month(part(5)), std::chrono::day(part(8)));
  return weekday(sys_days(date)).c_encoding();
}

/// The whole day that is written from `at` on, in digits or with its month's name; empty if none
/// is.
std::string day_at(std::string_view line, std::size_t at) {
  const std::string_view rest = line.substr(at);
  std::string_view written = rest.substr(0, rest.find_first_not_of("0123456789/.-"));
  written = written.substr(0, written.find_last_not_of("/.-") + 1);
  if (written.size() <= 2) {
    // A year ends what is in words: `1er mai 2021`.
    const auto year = std::find_if(rest.begin() + static_cast<std::ptrdiff_t>(written.size()),
                                   rest.end(), is_digit);
    const auto end = std::find_if_not(year, rest.end(), is_digit);
    written = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
  }
  std::string day = iso_date(written);
  return day.size() == kWholeDay ? day : std::string();
}

/// Whether a short line with a date at `at` is there for the sake of the date.
bool is_byline(std::string_view line, std::size_t at) {
  if (line.size() > kShortLineBytes) return false;
  const std::string begin = lower(line.substr(0, at));
  if (begin.empty() || begin == "le ") return true;
  if (std::any_of(kBylines.begin(), kBylines.end(),
                  [&](std::string_view word) { return begin.starts_with(word); }))
    return true;
  // A place, and nothing else.
  const std::size_t comma = begin.find(", ");
  return comma != std::string::npos && begin.find(' ') > comma &&
         (begin.size() == comma + 2 || begin.substr(comma) == ", le ");
}

std::string day_of_line(std::string_view line, std::string_view today) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (!is_digit(line[at]) || (at > 0 && (is_digit(line[at - 1]) || is_letter(line[at - 1]))))
      continue;
    std::string day = day_at(line, at);
    if (day.empty() || day > today) continue;
    const std::optional<unsigned> named = weekday_before(line, at);
    if (named ? *named == weekday_of(day) : is_byline(line, at)) return day;
  }
  return {};
}

}  // namespace

std::string dateline(std::string_view whole, std::string_view today) {
  const std::string opening = with_plain_spaces(whole.substr(0, kOpeningBytes));
  std::string_view text = opening;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::size_t begin = std::min(text.find_first_not_of(" \t"), end);
    if (std::string day = day_of_line(text.substr(begin, end - begin), today); !day.empty())
      return day;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

std::string today() {
  return fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::chrono::system_clock::now()));
}

}  // namespace limier::corpus
