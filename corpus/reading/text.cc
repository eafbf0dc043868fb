#include <algorithm>
#include <array>
#include <utility>

#include <unicode/uchar.h>

#include "corpus/reading/readers.hh"

namespace limier::corpus {
namespace {

constexpr std::size_t kMaxMebibytes = 256;
constexpr std::size_t kMaxHeadlineBytes = 200;

// Function words that tell the two languages of a scraped page apart; those that are words of both
// (on, a, me, or, as, an, in) tell nothing. A French article may be elided: `l’aide`.
constexpr std::array<std::string_view, 14> kEnglish = {"the",  "of",   "and", "by",   "with",
                                                       "for",  "to",   "is",  "this", "that",
                                                       "from", "your", "you", "at"};
constexpr std::array<std::string_view, 29> kFrench = {
    "le",   "la",  "les",  "l",   "de",  "des",  "du",  "d",    "un",  "une",
    "et",   "à",   "au",   "aux", "en",  "dans", "par", "pour", "sur", "avec",
    "sans", "est", "sont", "ne",  "qui", "que",  "qu",  "ce",   "se"};

template <std::size_t kSize>
bool contains(const std::array<std::string_view, kSize>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// What the words of a line say about it.
struct Words {
  bool any_letter = false;
  bool english = false;
  bool french = false;

  void add(std::string_view word) {
    any_letter = any_letter || !word.empty();
    english = english || contains(kEnglish, word);
    french = french || contains(kFrench, word);
  }
};

Words words_of(std::string_view line) {
  Words words;
  std::string word;
  for (std::size_t place = 0; place < line.size();) {
    const UChar32 character = next_character(line, place);
    if (u_isalpha(character)) {
      append_character(word, u_tolower(character));
    } else {
      words.add(std::exchange(word, {}));
    }
  }
  words.add(word);
  return words;
}

/// Whether a trimmed first line is the article's title. A wrong title is worse than none: it is
/// shown in bold above every passage and weighs more than the body.
bool looks_like_headline(std::string_view line) {
  if (line.empty() || line.size() > kMaxHeadlineBytes) return false;  // a paragraph
  // A caption: `(image : Reuters)`.
  if (line.front() == '(' && line.back() == ')') return false;
  if (line.front() == '[' && line.back() == ']') return false;
  // A sentence or its beginning. `?`, `!`, `…` and `»` may end a headline, so may a typed ellipsis.
  constexpr std::string_view kEndsOfClauses = ".,;:";
  if (kEndsOfClauses.find(line.back()) != std::string_view::npos && !line.ends_with("...")) {
    return false;
  }
  const Words words = words_of(line);
  if (!words.any_letter) return false;    // a rule, a page number
  return !words.english || words.french;  // left over from an English page: `Spread the love`
}

std::string_view title_of(std::string_view body) {
  const std::string_view text = trim(body);
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return {};  // a line that nothing follows is the text itself
  const std::string_view line = trim(text.substr(0, end));
  return looks_like_headline(line) ? line : std::string_view();
}

}  // namespace

bool recognises_text(std::string_view /*head*/, std::string_view /*path*/) { return true; }

void read_text(Input& input, Sink& sink) {
  Document document;
  document.body = read_text_of(input, kMaxMebibytes);
  if (trim(document.body).empty()) return;
  document.title = one_line(title_of(document.body));
  document.title_in_body = !document.title.empty();
  document.line_rule = LineRule::counted;
  sink.document(std::move(document));
}

}  // namespace limier::corpus
