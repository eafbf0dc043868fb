#include "corpus/french/acronyms.hh"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "corpus/french/acronym_cost.hh"

namespace limier::corpus {
namespace {

constexpr std::size_t kMinLetters = 2;
constexpr std::size_t kMinSmallLetters = 3;
constexpr std::size_t kMaxLetters = 10;
constexpr std::size_t kMaxLongWords = 15;
constexpr std::size_t kMaxLongBytes = 180;

/// Punctuation that no long form has inside; the comma of `Direction de la concurrence, de la
/// consommation et de la répression des fraudes` is none.
constexpr std::string_view kBreaks = ".;:!?()/[]";

struct Acronym {
  std::string name;     ///< folded, as it is looked up: `r&d`
  std::string letters;  ///< those of it that are letters
  bool capitals = true;
  std::size_t first = 0;  ///< its words, half-open: a compound has several
  std::size_t end = 0;
};

bool is_small(char c) { return c >= 'a' && c <= 'z'; }

std::string join(std::span<const Token> words) {
  std::string result;
  for (const Token& token : words) (result += result.empty() ? "" : " ") += token.word->folded;
  return result;
}

/// What a long form may cost. A name in small letters (`Insee`) is an acronym only by its long
/// form; where both ends of that are given, more is forgiven.
int allowed_cost(const Acronym& acronym, bool both_ends) {
  const std::size_t size = acronym.letters.size();
  if (size == kMinLetters) return 0;
  if (!acronym.capitals && size < 6) return size < 4 ? 0 : 1;
  if (both_ends) return 3;
  return size == 3 ? 1 : 2;
}

/// The words of one text, and what stands between them.
class Finder {
 public:
  Finder(std::string_view text, const std::vector<Token>& tokens) : text_(text) {
    for (const Token& token : tokens) {
      if (!token.joined) words_.push_back(token);
      else if (token.length > 1) compounds_.push_back(token);
    }
  }

  std::vector<AcronymDefinition> find() {
    auto compound = compounds_.begin();
    for (std::size_t i = 0; i < words_.size(); ++i) {
      while (compound != compounds_.end() && compound->begin < words_[i].begin) ++compound;
      if (is_small(text_[words_[i].begin])) continue;
      const bool starts = compound != compounds_.end() && compound->begin == words_[i].begin;
      if (std::optional<Acronym> acronym = acronym_at(i, starts ? *compound : words_[i]))
        look_around(*acronym);
    }
    return std::move(found_);
  }

 private:
  std::optional<Acronym> acronym_at(std::size_t i, const Token& token) const {
    Acronym acronym;
    acronym.first = i;
    acronym.end = i + token.length;
    acronym.name = token.word->folded;
    // As the text spells it: capitals, with points between them or without, an s for the plural.
    std::string_view spelt = text_.substr(token.begin, token.end - token.begin);
    const auto small = std::count_if(spelt.begin(), spelt.end(), is_small);
    const bool plural = small == 1 && spelt.ends_with('s') && acronym.name.size() > kMinLetters;
    if (plural) acronym.name.pop_back();
    acronym.capitals = plural || small == 0;
    std::copy_if(acronym.name.begin(), acronym.name.end(), std::back_inserter(acronym.letters),
                 is_small);
    const bool plain = std::all_of(acronym.name.begin(), acronym.name.end(),
                                   [](char c) { return is_small(c) || c == '&'; });
    const bool named = acronym.capitals || (!is_small(spelt.front()) && token.length == 1 &&
                                            acronym.letters.size() >= kMinSmallLetters);
    if (!plain || !named || acronym.letters.size() < kMinLetters ||
        acronym.letters.size() > kMaxLetters)
      return std::nullopt;
    return acronym;
  }

  void look_around(const Acronym& acronym) {
    const std::string_view before = gap_before(acronym.first);
    const std::string_view after = gap_before(acronym.end);
    if (opens(before) && after.find_first_of("),;") != std::string_view::npos) {
      if (!add_translation(acronym)) before_acronym(acronym, allowed_cost(acronym, false));
    } else if (opens(after)) {
      after_acronym(acronym, ")", allowed_cost(acronym, true)) ||
          after_acronym(acronym, ",;", allowed_cost(acronym, true));
    } else if (acronym.capitals && acronym.letters.size() > kMinLetters) {
      if (is_dash(before)) before_acronym(acronym, 0);
      if (is_dash(after)) after_acronym(acronym, ".,;:!?)(\n", 0);
    }
  }

  [[nodiscard]] std::string_view gap_before(std::size_t i) const {
    const std::size_t from = i == 0 ? 0 : words_[i - 1].end;
    const std::size_t to = i == words_.size() ? text_.size() : words_[i].begin;
    return text_.substr(from, to < from ? 0 : to - from);
  }

  /// Whether a parenthesis, and no other punctuation, stands in a gap.
  static bool opens(std::string_view gap) {
    return gap.find('(') != std::string_view::npos &&
           gap.find_first_of(".,;:!?)\n") == std::string_view::npos;
  }

  static bool is_dash(std::string_view gap) { return gap == " – " || gap == " — " || gap == " - "; }

  /// Whether no long form goes on over the gap before word `i`. A line may end in one, a paragraph
  /// may not: what follows would begin with a capital.
  [[nodiscard]] bool breaks(std::size_t i) const {
    const std::string_view gap = gap_before(i);
    if (gap.find_first_of(kBreaks) != std::string_view::npos) return true;
    const auto line_end = gap.find('\n');
    if (line_end == std::string_view::npos) return false;
    return gap.find('\n', line_end + 1) != std::string_view::npos || i == words_.size() ||
           !is_small(text_[words_[i].begin]);
  }

  /// Whether the elided word before word `i` makes a verb of it: `s’engager`, `n’est`.
  [[nodiscard]] bool is_verb(std::size_t i) const {
    std::string_view gap = gap_before(i);
    for (const std::string_view apostrophe : {"'", "’"}) {
      if (!gap.ends_with(apostrophe)) continue;
      gap.remove_suffix(apostrophe.size());
      return !gap.empty() && std::string_view("sSnNjJmMtT").find(gap.back()) != std::string::npos;
    }
    return false;
  }

  /// `ACRONYM (ACRONYM)`: the same letters, as another language orders them.
  bool add_translation(const Acronym& acronym) {
    if (acronym.first == 0 || !acronym.capitals) return false;
    const auto other = acronym_at(acronym.first - 1, words_[acronym.first - 1]);
    if (!other || !other->capitals || other->name == acronym.name ||
        acronym.letters.size() <= kMinLetters ||
        !std::is_permutation(acronym.letters.begin(), acronym.letters.end(), other->letters.begin(),
                             other->letters.end()))
      return false;
    add(acronym, other->name);
    add(*other, acronym.name);
    return true;
  }

  /// `long form (ACRONYM)`: the run of words before it that costs least, the shortest of several.
  void before_acronym(const Acronym& acronym, int allowed) {
    const std::size_t at = acronym.first;
    int least = allowed + 1;
    std::span<const Token> best;
    for (std::size_t size = 1; size <= std::min(at, kMaxLongWords); ++size) {
      const std::size_t first = at - size;
      if (size > 1 && breaks(first + 1)) break;
      const std::span<const Token> words(words_.data() + first, size);
      const int cost = is_verb(first) ? kNoAcronym : acronym_cost(acronym.letters, words);
      if (cost >= least) continue;
      least = cost;
      best = words;
    }
    if (!best.empty()) add(acronym, join(best));
  }

  /// `ACRONYM (long form)`: the words up to one of `ends`; a line's end includes that of the text.
  bool after_acronym(const Acronym& acronym, std::string_view ends, int allowed) {
    std::size_t first = acronym.end;
    while (first < words_.size() && is_small_word(*words_[first].word)) ++first;
    for (std::size_t i = first + 1; i <= words_.size() && i <= first + kMaxLongWords; ++i) {
      const bool ended = gap_before(i).find_first_of(ends) != std::string_view::npos ||
                         (i == words_.size() && ends.ends_with('\n'));
      if (!ended && i < words_.size() && !breaks(i)) continue;
      const std::span<const Token> words(words_.data() + first, i - first);
      if (!ended || acronym_cost(acronym.letters, words) > allowed) return false;
      add(acronym, join(words));
      return true;
    }
    return false;
  }

  void add(const Acronym& acronym, std::string long_form) {
    if (long_form.size() <= kMaxLongBytes) found_.push_back({acronym.name, std::move(long_form)});
  }

  std::string_view text_;
  std::vector<Token> words_;
  std::vector<Token> compounds_;
  std::vector<AcronymDefinition> found_;
};

}  // namespace

std::vector<AcronymDefinition> find_acronyms(std::string_view text,
                                             const std::vector<Token>& tokens) {
  return Finder(text, tokens).find();
}

std::string long_form_of(std::string_view text, Chain& chain) {
  std::vector<Token> words;
  for (const Token& token : chain.analyse(text))
    if (!token.joined) words.push_back(token);
  return join(words);
}

}  // namespace limier::corpus
