#include "corpus/french/acronyms.hh"

#include <algorithm>
#include <optional>
#include <span>

namespace limier::corpus {
namespace {

constexpr std::size_t kMinLetters = 2;
constexpr std::size_t kMaxLetters = 10;
constexpr std::size_t kMaxLongWords = 15;
constexpr std::size_t kMaxLongBytes = 180;

bool is_acronym(std::string_view text, const Token& token) {
  const std::string& folded = token.word->folded;
  if (folded.size() < kMinLetters || folded.size() > kMaxLetters) return false;
  // As the text spells it: capitals, with points between them or without.
  const std::string_view spelt = text.substr(token.begin, token.end - token.begin);
  return std::all_of(folded.begin(), folded.end(), [](char c) { return c >= 'a' && c <= 'z'; }) &&
         std::all_of(spelt.begin(), spelt.end(), [](unsigned char c) {
           return (c >= 'A' && c <= 'Z') || c == '.' || c >= 0x80;
         });
}

/// Words that a long form has and its acronym need not show.
bool is_small_word(const Word& word) {
  return word.stop || word.folded == "et" || word.folded.size() <= 2;
}

std::string join(std::span<const Token> words) {
  std::string result;
  for (const Token& token : words) (result += result.empty() ? "" : " ") += token.word->folded;
  return result;
}

/// Whether the letters of `acronym` begin the words in their order, the first and the last of which
/// have one.
bool spells(std::string_view acronym, std::span<const Token> words) {
  std::size_t letter = acronym.size();
  for (std::size_t i = words.size(); i-- > 0;) {
    const Word& word = *words[i].word;
    if (letter > 0 && word.folded[0] == acronym[letter - 1]) --letter;
    else if (!is_small_word(word)) return false;
  }
  return letter == 0 && words.front().word->folded[0] == acronym.front() &&
         words.back().word->folded[0] == acronym.back();
}

/// The words of one text, without joined forms, and what stands between them.
class Finder {
 public:
  Finder(std::string_view text, const std::vector<Token>& tokens) : text_(text) {
    for (const Token& token : tokens)
      if (token.length == 1) words_.push_back(token);
  }

  std::vector<AcronymDefinition> find() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (!opens_parenthesis(i)) continue;
      const std::size_t close = closing_of(i);
      if (close == i) continue;
      if (close == i + 1 && is_acronym(text_, words_[i])) before_parenthesis(i);
      else if (i > 0 && is_acronym(text_, words_[i - 1])) inside_parenthesis(i, close);
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] std::string_view gap_before(std::size_t i) const {
    const std::size_t from = i == 0 ? 0 : words_[i - 1].end;
    const std::size_t to = i == words_.size() ? text_.size() : words_[i].begin;
    return text_.substr(from, to < from ? 0 : to - from);
  }

  /// Whether a parenthesis, and no other punctuation, stands before word `i`.
  [[nodiscard]] bool opens_parenthesis(std::size_t i) const {
    const std::string_view gap = gap_before(i);
    return gap.find('(') != std::string_view::npos &&
           gap.find_first_of(".,;:!?)\n") == std::string_view::npos;
  }

  /// The index after the last word inside the parenthesis; `first` where it does not close soon.
  [[nodiscard]] std::size_t closing_of(std::size_t first) const {
    for (std::size_t i = first + 1; i <= words_.size() && i <= first + kMaxLongWords; ++i) {
      const std::string_view gap = gap_before(i);
      if (gap.find(')') != std::string_view::npos) return i;
      if (gap.find_first_of("(.;:!?\n") != std::string_view::npos) break;
      // `(Organisation du traité, OTSC)`: the first part alone is the long form.
      if (gap.find(',') != std::string_view::npos) break;
    }
    return first;
  }

  /// `long form (ACRONYM)`: the shortest run of words before the parenthesis that spells it.
  void before_parenthesis(std::size_t at) {
    const std::string& acronym = words_[at].word->folded;
    if (at > 0 && is_acronym(text_, words_[at - 1]) && words_[at - 1].word->folded != acronym) {
      add(acronym, words_[at - 1].word->folded);
      add(words_[at - 1].word->folded, acronym);
      return;
    }
    for (std::size_t size = acronym.size(); size <= std::min(at, kMaxLongWords); ++size) {
      const std::size_t first = at - size;
      if (size > 1 && breaks(gap_before(first + 1))) return;
      const std::span<const Token> words(words_.data() + first, size);
      if (!spells(acronym, words)) continue;
      add(acronym, join(words));
      return;
    }
  }

  /// `ACRONYM (long form)`.
  void inside_parenthesis(std::size_t first, std::size_t end) {
    const std::string& acronym = words_[first - 1].word->folded;
    const std::span<const Token> words(words_.data() + first, end - first);
    if (words.size() >= 2 && spells(acronym, words)) add(acronym, join(words));
  }

  static bool breaks(std::string_view gap) {
    return gap.find_first_of(".;:!?()\n") != std::string_view::npos;
  }

  void add(std::string_view acronym, std::string long_form) {
    if (long_form.size() <= kMaxLongBytes)
      found_.push_back({std::string(acronym), std::move(long_form)});
  }

  std::string_view text_;
  std::vector<Token> words_;
  std::vector<AcronymDefinition> found_;
};

}  // namespace

std::vector<AcronymDefinition> find_acronyms(std::string_view text,
                                             const std::vector<Token>& tokens) {
  if (text.find('(') == std::string_view::npos) return {};
  return Finder(text, tokens).find();
}

std::string long_form_of(std::string_view text, Chain& chain) {
  std::vector<Token> words;
  for (const Token& token : chain.analyse(text))
    if (token.length == 1) words.push_back(token);
  return join(words);
}

}  // namespace limier::corpus
