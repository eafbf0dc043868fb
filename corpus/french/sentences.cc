#include "corpus/french/sentences.hh"

#include <algorithm>
#include <array>

#include <unicode/uchar.h>

#include "corpus/french/spelling.hh"
#include "corpus/utf8.hh"

namespace limier::corpus {
namespace {

/// Abbreviations that a word always follows, so that a point after them ends no sentence.
/// In code unit order.
constexpr auto kAbbreviations = std::to_array<std::string_view>({
    "adj",    "al",   "app",  "apr",  "art",  "av",   "avr",  "bd",   "bibl", "boul", "c.-à-d",
    "cf",     "chap", "coll", "dir",  "dr",   "déc",  "env",  "ex",   "fig",  "févr", "ibid",
    "id",     "ill",  "inv",  "janv", "jr",   "juil", "m",    "max",  "me",   "mgr",  "min",
    "mlle",   "mm",   "mme",  "ms",   "n",    "no",   "nov",  "oct",  "op",   "p",    "par",
    "paragr", "pl",   "pp",   "pr",   "préf", "réf",  "rééd", "sect", "sept", "sq",   "st",
    "ste",    "suiv", "sup",  "t",    "tél",  "v",    "vol",  "vs",   "éd",
});
static_assert(std::is_sorted(kAbbreviations.begin(), kAbbreviations.end()));

/// Abbreviations that are words as well, unless a number follows.
constexpr auto kBeforeNumbers = std::to_array<std::string_view>(
    {"art", "chap", "déc", "fig", "févr", "ill",  "janv", "juil", "n", "no",
     "nov", "oct",  "p",   "pl",  "pp",   "sect", "sept", "t",    "v", "vol"});

bool is_space(char32_t c) {
  return c == U' ' || c == U'\n' || c == U'\t' || u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

bool is_terminator(char32_t c) { return c == U'.' || c == U'!' || c == U'?' || c == U'…'; }

bool is_closer(char32_t c) {
  return c == U'»' || c == U'”' || c == U'"' || c == U')' || c == U']' || c == U'’' || c == U'›';
}

bool is_opener(char32_t c) {
  return c == U'«' || c == U'“' || c == U'"' || c == U'(' || c == U'[' || c == U'‘' || c == U'‹' ||
         c == U'—' || c == U'–' || c == U'-' || c == U'\'';
}

bool is_letter(char32_t c) { return u_isalpha(static_cast<UChar32>(c)) != 0; }
bool is_upper(char32_t c) { return u_isUUppercase(static_cast<UChar32>(c)) != 0; }
bool is_lower(char32_t c) { return u_isULowercase(static_cast<UChar32>(c)) != 0; }

std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const CodePoint c = code_point_at(text, at);
    if (!is_space(c.value)) break;
    at = c.end;
  }
  return at;
}

std::string_view trimmed_end(std::string_view text) {
  while (!text.empty()) {
    const std::size_t last = code_point_start(text, text.size() - 1);
    if (!is_space(code_point_at(text, last).value)) break;
    text = text.substr(0, last);
  }
  return text;
}

bool has_letter_or_digit(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    if (u_isalnum(static_cast<UChar32>(c.value)) != 0) return true;
    at = c.end;
  }
  return false;
}

/// The letters (and inner points and hyphens) that end at byte `end`: `J.-C` before its last point.
std::string_view word_before(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && end - begin < 24) {
    const std::size_t previous = code_point_start(text, begin - 1);
    const char32_t c = code_point_at(text, previous).value;
    if (!is_letter(c) && c != U'.' && c != U'-') break;
    begin = previous;
  }
  return text.substr(begin, end - begin);
}

bool is_digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

/// Whether a number stands at byte `at`, or that of an article of a code: `5`, `L. 1221-1`, `R412`.
bool begins_number(std::string_view text, std::size_t at) {
  if (is_digit_at(text, at)) return true;
  if (at >= text.size() || text[at] < 'A' || text[at] > 'Z') return false;
  if (++at < text.size() && text[at] == '.') ++at;
  return is_digit_at(text, skip_spaces(text, at));
}

/// Whether the point at byte `at` belongs to an abbreviation, an initial or a number in a list.
bool is_inner_point(std::string_view text, std::size_t begin, std::size_t at) {
  const std::string_view word = word_before(text, at);
  if (word.empty()) {
    // `1. Allumer` at the start of a line.
    const std::string_view head = text.substr(begin, at - begin);
    return !head.empty() && head.size() <= 3 &&
           std::all_of(head.begin(), head.end(), [](char c) { return c >= '0' && c <= '9'; });
  }
  const auto last_part = word.find_last_of(".-");
  const std::string_view initial =
      last_part == std::string_view::npos ? word : word.substr(last_part + 1);
  const CodePoint letter = initial.empty() ? CodePoint{} : code_point_at(initial, 0);
  const bool is_initial = letter.end == initial.size() && is_upper(letter.value);
  // `52 av. J.-C. Son fils`: the year is complete.
  if (word == "J.-C") {
    const std::string_view before = trimmed_end(text.substr(0, at - word.size()));
    if (before.ends_with("av.") || before.ends_with("apr.")) return false;
  }
  // `35 °C.`
  if (is_initial && text.substr(0, at - word.size()).ends_with("°")) return false;
  // `J. Dupont` and `J.-C. Dupont` go on; `O.T.S.C. Le` may end.
  if (is_initial && (initial.size() == word.size() || word[last_part] == '-')) return true;
  // `M. Dupont`, but `1,5 m. Puis`.
  if (word == "m") return false;
  // `art. 5`, but `C’est de l’art. Il est beau.`
  if (std::find(kBeforeNumbers.begin(), kBeforeNumbers.end(), normalise(word)) !=
      kBeforeNumbers.end())
    return begins_number(text, skip_spaces(text, at + 1));
  // `R.D. 12`
  if (is_initial && begins_number(text, skip_spaces(text, at + 1))) return true;
  return std::binary_search(kAbbreviations.begin(), kAbbreviations.end(), normalise(word));
}

/// Whether what stands at byte `at` can begin a sentence.
bool can_begin_sentence(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const CodePoint c = code_point_at(text, at);
    if (is_letter(c.value)) return !is_lower(c.value);
    if (!is_space(c.value) && !is_opener(c.value)) return u_isdigit(static_cast<UChar32>(c.value));
    at = c.end;
  }
  return true;
}

/// The first byte after the end of the sentence whose terminator stands at byte `at`: further
/// terminators and the closing marks that belong to it, with the space that French puts before `»`.
std::size_t after_terminators(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size()) {
    const CodePoint c = code_point_at(text, end);
    if (is_terminator(c.value) || is_closer(c.value)) {
      end = c.end;
      continue;
    }
    const std::size_t next = skip_spaces(text, end);
    if (next == end || next == text.size()) break;
    const CodePoint after = code_point_at(text, next);
    // `« Non ! »`, and the stray second point of `Kazakhstan. . Un`.
    if (after.value != U'»' && after.value != U'.') break;
    end = after.end;
  }
  return end;
}

/// Cuts one block of text, which no line end divides, into sentences.
class BlockCutter {
 public:
  BlockCutter(std::string_view text, std::vector<Sentence>& sentences)
      : text_(text), sentences_(sentences) {}

  void cut(std::size_t begin, std::size_t end, bool opens_paragraph) {
    const std::string_view block = trimmed_end(text_.substr(0, end));
    begin = skip_spaces(block, begin);
    opens_paragraph_ = opens_paragraph;
    for (std::size_t at = begin; at < block.size();) {
      const CodePoint c = code_point_at(block, at);
      if (is_terminator(c.value)) {
        const std::size_t stop = after_terminators(block, at);
        const std::size_t next = skip_spaces(block, stop);
        const bool inner = c.value == U'.' && stop == c.end && is_inner_point(block, begin, at);
        if (next > stop && !inner && can_begin_sentence(block, next)) {
          add(begin, stop);
          begin = next;
        }
        at = std::max(next, stop);
        continue;
      }
      if (at - begin >= kMaxSentenceBytes &&
          (c.value == U' ' || at - begin > 2 * kMaxSentenceBytes)) {
        add(begin, at);
        begin = skip_spaces(block, at);
        at = std::max(begin, c.end);
        continue;
      }
      at = c.end;
    }
    add(begin, block.size());
  }

 private:
  void add(std::size_t begin, std::size_t end) {
    end = begin + trimmed_end(text_.substr(begin, end - begin)).size();
    if (begin >= end) return;
    // Punctuation alone is no sentence: it belongs to the one before.
    if (!opens_paragraph_ && !sentences_.empty() &&
        !has_letter_or_digit(text_.substr(begin, end - begin))) {
      sentences_.back().end = end;
      return;
    }
    sentences_.push_back({begin, end, opens_paragraph_});
    opens_paragraph_ = false;
  }

  std::string_view text_;
  std::vector<Sentence>& sentences_;
  bool opens_paragraph_ = false;
};

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool blank = false;
  bool starts_lower = false;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::size_t first = skip_spaces(text.substr(0, end), begin);
    const bool blank = first == end;
    lines.push_back({begin, end, blank, !blank && is_lower(code_point_at(text, first).value)});
    begin = end + 1;
  }
  return lines;
}

/// Lines of a hard-wrapped text are about as long as each other and begin anywhere in a sentence.
constexpr std::size_t kWrappedAtLeast = 45;
constexpr std::size_t kWrappedAtMost = 100;

bool is_wrapped_line(const Line& line) {
  const std::size_t size = line.end - line.begin;
  return size >= kWrappedAtLeast && size <= kWrappedAtMost;
}

bool is_hard_wrapped(const std::vector<Line>& lines) {
  std::size_t pairs = 0;
  std::size_t wrapped = 0;
  std::size_t lower = 0;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i - 1].blank || lines[i].blank) continue;
    ++pairs;
    wrapped += is_wrapped_line(lines[i - 1]) ? 1 : 0;
    lower += lines[i].starts_lower ? 1 : 0;
  }
  return pairs >= 2 && wrapped * 10 >= pairs * 6 && lower * 10 >= pairs * 3;
}

/// Whether a line is a paragraph of its own even without a blank line after it.
bool is_paragraph(std::string_view text, const Line& line) {
  if (line.end - line.begin > kWrappedAtMost) return true;
  const std::string_view content = trimmed_end(text.substr(line.begin, line.end - line.begin));
  const std::size_t last = code_point_start(content, content.size() - 1);
  const char32_t c = code_point_at(content, last).value;
  return is_terminator(c) || is_closer(c);
}

}  // namespace

std::vector<Sentence> sentences(std::string_view text) {
  std::vector<Sentence> result;
  const std::vector<Line> lines = lines_of(text);
  const bool wrapped = is_hard_wrapped(lines);
  BlockCutter cutter(text, result);
  bool opens_paragraph = true;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].blank) {
      opens_paragraph = true;
      continue;
    }
    const std::size_t first = i;
    while (wrapped && i + 1 < lines.size() && !lines[i + 1].blank && is_wrapped_line(lines[i])) ++i;
    cutter.cut(lines[first].begin, lines[i].end, opens_paragraph);
    opens_paragraph = is_paragraph(text, lines[i]);
  }
  return result;
}

}  // namespace limier::corpus
