#include "corpus/store/nearest.hh"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "corpus/french/pieces.hh"
#include "corpus/french/stop_words.hh"
#include "corpus/store/terms.hh"

namespace limier::corpus {
namespace {

constexpr std::size_t kMinLetters = 4;
constexpr std::size_t kLongWord = 8;
constexpr std::size_t kMaxLetters = 40;

/// What a replacement by a neighbouring key takes off the cost, what the same first letter does,
/// what a mere apostrophe left out does, and what ten times as many sections do.
constexpr double kNeighbourBonus = 0.3;
constexpr double kFirstLetterBonus = 0.2;
constexpr double kElisionBonus = 0.5;
constexpr double kFrequencyBonus = 0.15;

/// Letters that tell where among the sorted terms the near ones stand. To list the terms that begin
/// alike is quick over any backend, to walk over all takes seconds over a server.
constexpr std::size_t kHeadLetters = 3;

/// Letters that lie side by side on a French keyboard.
bool are_neighbours(char a, char b) {
  static constexpr auto kRows =
      std::to_array<std::string_view>({"azertyuiop", "qsdfghjklm", "wxcvbn"});
  for (const std::string_view row : kRows) {
    const auto x = row.find(a);
    const auto y = row.find(b);
    if (x != std::string_view::npos && y != std::string_view::npos) return x + 1 == y || y + 1 == x;
  }
  return false;
}

bool is_latin_word(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// The first string after all that begin with `prefix`, which ends with a letter.
std::string after(std::string prefix) {
  ++prefix.back();
  return prefix;
}

/// The matrix of edit distances between a word and the prefixes of one candidate after the other.
class Distances {
 public:
  Distances(std::string_view word, std::size_t most) : word_(word), most_(most) {
    rows_.emplace_back(word.size() + 1);
    for (std::size_t j = 0; j <= word.size(); ++j) rows_[0][j] = j;
  }

  /// Takes the next candidate. Returns the length of its shortest prefix with which nothing near
  /// can begin, or 0.
  std::size_t read(std::string_view candidate) {
    std::size_t i = 0;
    while (i < candidate.size() && i < candidate_.size() && candidate[i] == candidate_[i]) ++i;
    candidate_ = candidate;
    rows_.resize(i + 1);
    for (; i < candidate.size(); ++i) {
      add_row(i + 1);
      // A transposition reaches back two rows.
      if (best(i + 1) > most_ && best(i) >= most_) {
        candidate_.resize(i + 1);
        return i + 1;
      }
    }
    return 0;
  }

  [[nodiscard]] std::size_t distance() const { return rows_.back().back(); }

 private:
  [[nodiscard]] std::size_t best(std::size_t row) const {
    return *std::min_element(rows_[row].begin(), rows_[row].end());
  }

  void add_row(std::size_t i) {
    std::vector<std::size_t> row(word_.size() + 1, i);
    const std::vector<std::size_t>& above = rows_[i - 1];
    for (std::size_t j = 1; j < row.size(); ++j) {
      const bool same = candidate_[i - 1] == word_[j - 1];
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && candidate_[i - 1] == word_[j - 2] && candidate_[i - 2] == word_[j - 1])
        row[j] = std::min(row[j], rows_[i - 2][j - 2] + 1);
    }
    rows_.push_back(std::move(row));
  }

  std::string_view word_;
  std::size_t most_;
  std::string candidate_;
  std::vector<std::vector<std::size_t>> rows_;
};

/// `essai` for `dessai`: an apostrophe was left out.
bool is_elided(std::string_view word, std::string_view candidate) {
  return word.ends_with(candidate) && word.size() > candidate.size() &&
         is_elidable(word.substr(0, word.size() - candidate.size())) &&
         std::string_view("aeiouyh").find(candidate[0]) != std::string_view::npos;
}

double cost_of(std::string_view word, std::string_view candidate, std::size_t distance,
               Xapian::doccount sections) {
  double cost = static_cast<double>(distance) - kFrequencyBonus * std::log10(1.0 + sections);
  if (candidate[0] == word[0]) cost -= kFirstLetterBonus;
  if (is_elided(word, candidate)) cost -= kElisionBonus;
  if (distance == 1 && candidate.size() == word.size())
    for (std::size_t i = 0; i < word.size(); ++i)
      if (are_neighbours(word[i], candidate[i])) cost -= kNeighbourBonus;
  return cost;
}

/// What all words within one edit of `word` begin with, sorted.
std::set<std::string> heads_near(std::string_view word) {
  std::set<std::string> heads;
  const auto add = [&](std::size_t at, std::size_t replaced, std::string_view letters) {
    std::string edited(word);
    heads.insert(edited.replace(at, replaced, letters).substr(0, kHeadLetters));
  };
  for (std::size_t i = 0; i < kHeadLetters; ++i) {
    add(i, 1, {});
    add(i, 2, std::string{word[i + 1], word[i]});
    for (char c = 'a'; c <= 'z'; ++c) {
      add(i, 0, {&c, 1});
      add(i, 1, {&c, 1});
    }
  }
  return heads;
}

}  // namespace

std::vector<NearWord> nearest_words(const Xapian::Database& database, std::string_view folded,
                                    std::size_t limit) {
  std::vector<NearWord> found;
  if (folded.size() < kMinLetters || folded.size() > kMaxLetters || !is_latin_word(folded))
    return found;
  const std::size_t most = folded.size() < kLongWord ? 1 : 2;
  Distances distances(folded, most);
  for (const std::string& head : heads_near(folded)) {
    auto term = database.allterms_begin(head);
    while (term != database.allterms_end(head)) {
      const std::string form = *term;
      const std::string_view candidate =
          std::string_view(form).substr(0, form.find(kFormSeparator));
      if (const std::size_t far = distances.read(candidate); far > 0) {
        term.skip_to(after(form.substr(0, far)));
        continue;
      }
      // A stem's mark is no letter.
      if (distances.distance() <= most && is_latin_word(candidate))
        if (std::string accented = accented_of(form); !is_stop_word(accented))
          found.push_back({std::move(accented),
                           cost_of(folded, candidate, distances.distance(), term.get_termfreq())});
      ++term;
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const NearWord& a, const NearWord& b) { return a.cost < b.cost; });
  if (found.size() > limit) found.resize(limit);
  return found;
}

}  // namespace limier::corpus
