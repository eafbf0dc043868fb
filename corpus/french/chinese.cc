#include "corpus/french/chinese.hh"

#include <array>

namespace limier::corpus {
namespace {

struct Spelling {
  std::string_view spelt;
  std::string_view sound;
};

/// Beginnings of syllables, the longest first.
constexpr auto kInitials = std::to_array<Spelling>({
    {"tch", "C"}, {"zh", "C"}, {"ch", "C"}, {"sh", "S"}, {"hs", "X"}, {"ts", "Z"}, {"tz", "Z"},
    {"j", "C"},   {"q", "C"},  {"x", "X"},  {"z", "Z"},  {"c", "Z"},  {"b", "p"},  {"p", "p"},
    {"d", "t"},   {"t", "t"},  {"g", "k"},  {"k", "k"},  {"m", "m"},  {"f", "f"},  {"n", "n"},
    {"l", "l"},   {"h", "h"},  {"r", "r"},  {"s", "s"},  {"w", "w"},  {"y", "y"},
});

/// Ends of syllables, the longest first.
constexpr auto kFinals = std::to_array<Spelling>({
    {"iang", "ang"},   {"uang", "uang"}, {"iong", "ong"}, {"iung", "ong"}, {"oung", "ong"},
    {"ouang", "uang"}, {"iao", "ao"},    {"ouan", "uan"}, {"ouei", "ui"},  {"ang", "ang"},
    {"eng", "eng"},    {"ing", "ing"},   {"ong", "ong"},  {"ung", "ong"},  {"ian", "ian"},
    {"ien", "ian"},    {"uan", "uan"},   {"uai", "uai"},  {"uei", "ui"},   {"ao", "ao"},
    {"ai", "ai"},      {"ei", "ei"},     {"eou", "ou"},   {"ou", "ou"},    {"iu", "iu"},
    {"ia", "a"},       {"ie", "ie"},     {"ieh", "ie"},   {"ua", "ua"},    {"uo", "o"},
    {"ui", "ui"},      {"ue", "ue"},     {"ouo", "o"},    {"an", "an"},    {"en", "en"},
    {"in", "in"},      {"un", "un"},     {"eh", "e"},     {"ih", "i"},     {"a", "a"},
    {"e", "e"},        {"i", "i"},       {"o", "o"},      {"u", "u"},
});

/// Reads `rest` as syllables, appended to `read`; backs out of what leads nowhere.
bool read_syllables(std::string_view rest, std::string& read, int syllables) {
  if (rest.empty()) return syllables >= 2;
  for (const auto& [initial, first] : kInitials) {
    if (!rest.starts_with(initial)) continue;
    const std::string_view after = rest.substr(initial.size());
    for (const auto& [final, last] : kFinals) {
      if (!after.starts_with(final)) continue;
      const std::size_t size = read.size();
      (read += first) += last;
      read += ' ';
      if (read_syllables(after.substr(final.size()), read, syllables + 1)) return true;
      read.resize(size);
    }
  }
  return false;
}

}  // namespace

std::string chinese_syllables(std::string_view folded) {
  constexpr std::size_t kMaxLetters = 20;  // of any such name, and of the work to read one
  if (folded.size() > kMaxLetters) return {};
  std::string read;
  if (!read_syllables(folded, read, 0) || read.find("ng ") == std::string::npos) return {};
  read.pop_back();
  return read;
}

}  // namespace limier::corpus
