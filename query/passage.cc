#include "query/passage.hh"

#include <algorithm>
#include <string_view>

#include "query/ranking.hh"

namespace limier::query {
namespace {

using corpus::Sentence;
using namespace ranking;

/// A passage of fewer words than this wants what goes before it.
constexpr std::size_t kShortWords = 12;

/// Words of a sentence, near enough: French words are set off by spaces.
std::size_t count_words(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

/// What matches are worth for standing beside each other as in the query, each pair once.
class NeighbourScore {
 public:
  explicit NeighbourScore(const std::vector<Leaf>& leaves)
      : leaves_(leaves), scored_(leaves.size()) {}

  /// Takes the next match of a text, in the order of their begins.
  void add(const Match& match) {
    const std::size_t leaf = match.leaf;
    if (previous_ != nullptr && leaf == previous_->leaf + 1 && !scored_[leaf] &&
        match.begin <= previous_->end + kNeighbourBytes) {
      scored_[leaf] = true;
      sum_ += kNeighbours * std::min(leaves_[leaf].idf, leaves_[leaf - 1].idf);
    }
    previous_ = &match;
  }

  [[nodiscard]] double sum() const { return sum_; }

 private:
  const std::vector<Leaf>& leaves_;
  std::vector<bool> scored_;
  const Match* previous_ = nullptr;
  double sum_ = 0;
};

class Chooser {
 public:
  Chooser(const corpus::Record& record, const std::vector<Leaf>& leaves,
          const std::vector<Match>& matches)
      : text_(record.text), leaves_(leaves) {
    add_all(record, matches, true);
    // A text that is nothing but its headline is shown all the same.
    if (items_.empty()) add_all(record, matches, false);
  }

  /// The best passages, apart from each other; one at least, even if nothing matches.
  std::vector<Passage> choose(std::size_t count) {
    if (items_.empty()) return {{0, text_.size(), 0}};
    std::vector<Passage> passages;
    while (passages.size() < count) {
      Window best = best_window();
      if (best.score < 0 && !passages.empty()) break;
      best.score = std::max(best.score, 0.0);
      widen(best);
      passages.push_back(
          {items_[best.first].sentence.begin, items_[best.last].sentence.end, best.score});
      for (std::size_t i = best.first; i <= best.last; ++i) items_[i].taken = true;
    }
    return passages;
  }

 private:
  struct Item {
    Sentence sentence;
    std::size_t words;
    std::vector<const Match*> matches;
    bool taken = false;
  };
  struct Window {
    std::size_t first;
    std::size_t last;
    double score;
  };

  void add_all(const corpus::Record& record, const std::vector<Match>& matches, bool but_headline) {
    bool after_gap = false;
    for (Sentence sentence : record.sentences) {
      const bool skipped = sentence.set_aside || (but_headline && is_headline(record, sentence));
      // No passage reaches over what it must not show.
      sentence.opens_paragraph = sentence.opens_paragraph || after_gap;
      after_gap = skipped;
      if (!skipped) add(sentence, matches);
    }
  }

  [[nodiscard]] Window best_window() const {
    Window best{0, 0, -1};
    for (std::size_t first = 0; first < items_.size(); ++first) {
      if (items_[first].matches.empty()) continue;
      std::size_t words = 0;
      for (std::size_t last = first; last < items_.size() && !items_[last].taken; ++last) {
        words += items_[last].words;
        if (last > first && (words > kPassageWords || items_[last].sentence.opens_paragraph)) break;
        if (items_[last].matches.empty()) continue;
        const double score = score_of(first, last);
        if (score > best.score) best = {first, last, score};
      }
    }
    return best;
  }

  [[nodiscard]] std::string_view text_of(const Sentence& sentence) const {
    return text_.substr(sentence.begin, sentence.end - sentence.begin);
  }

  [[nodiscard]] bool is_headline(const corpus::Record& record, const Sentence& sentence) const {
    return !record.title.empty() && text_of(sentence) == record.title;
  }

  void add(const Sentence& sentence, const std::vector<Match>& matches) {
    Item item{sentence, count_words(text_of(sentence)), {}, false};
    auto match = std::lower_bound(
        matches.begin(), matches.end(), sentence.begin,
        [](const Match& candidate, std::size_t begin) { return candidate.begin < begin; });
    for (; match != matches.end() && match->begin < sentence.end; ++match)
      item.matches.push_back(&*match);
    items_.push_back(std::move(item));
  }

  [[nodiscard]] double score_of(std::size_t first, std::size_t last) const {
    std::vector<int> count(leaves_.size());
    std::vector<bool> exact(leaves_.size());
    std::vector<bool> typed(leaves_.size());
    for (std::size_t i = first; i <= last; ++i) {
      for (const Match* match : items_[i].matches) {
        ++count[match->leaf];
        if (match->exact) exact[match->leaf] = true;
        if (match->typed) typed[match->leaf] = true;
      }
    }
    double score = neighbour_score(first, last) - kSentenceCost * static_cast<double>(last - first);
    for (std::size_t leaf = 0; leaf < leaves_.size(); ++leaf) {
      if (count[leaf] == 0) continue;
      const int more = std::min(count[leaf], kMaxRepetitions) - 1;
      score += (leaves_[leaf].idf + kPresence) * (typed[leaf] ? 1 : kOtherWay) *
               (1 + kRepetition * more + (exact[leaf] ? kExactness : 0));
    }
    return score;
  }

  [[nodiscard]] double neighbour_score(std::size_t first, std::size_t last) const {
    NeighbourScore score(leaves_);
    for (std::size_t i = first; i <= last; ++i)
      for (const Match* match : items_[i].matches) score.add(*match);
    return score.sum();
  }

  /// Takes in what follows within the paragraph while there is room; what goes before only where
  /// the passage would be too short to be understood.
  void widen(Window& window) const {
    std::size_t words = 0;
    for (std::size_t i = window.first; i <= window.last; ++i) words += items_[i].words;
    while (window.last + 1 < items_.size() && !items_[window.last + 1].taken &&
           !items_[window.last + 1].sentence.opens_paragraph &&
           words + items_[window.last + 1].words <= kPassageWords)
      words += items_[++window.last].words;
    while (window.first > 0 && !items_[window.first - 1].taken &&
           !items_[window.first].sentence.opens_paragraph && words < kShortWords &&
           words + items_[window.first - 1].words <= kPassageWords)
      words += items_[--window.first].words;
  }

  std::string_view text_;
  const std::vector<Leaf>& leaves_;
  std::vector<Item> items_;
};

}  // namespace

Passage best_passage(const corpus::Record& record, const std::vector<Leaf>& leaves,
                     const std::vector<Match>& matches) {
  return best_passages(record, leaves, matches, 1).front();
}

std::vector<Passage> best_passages(const corpus::Record& record, const std::vector<Leaf>& leaves,
                                   const std::vector<Match>& matches, std::size_t count) {
  return Chooser(record, leaves, matches).choose(count);
}

Passage with_context(const corpus::Record& record, Passage passage, std::size_t sentences) {
  const std::vector<Sentence>& all = record.sentences;
  auto first = std::find_if(all.begin(), all.end(),
                            [&](const Sentence& sentence) { return sentence.end > passage.begin; });
  auto last = std::find_if(first, all.end(),
                           [&](const Sentence& sentence) { return sentence.begin >= passage.end; });
  for (std::size_t i = 0; i < sentences && first != all.begin() && !(first - 1)->set_aside; ++i)
    passage.begin = (--first)->begin;
  for (std::size_t i = 0; i < sentences && last != all.end() && !last->set_aside; ++i)
    passage.end = (last++)->end;
  return passage;
}

double title_score(const std::vector<Leaf>& leaves, const std::vector<Match>& matches) {
  NeighbourScore score(leaves);
  for (const Match& match : matches) score.add(match);
  return score.sum();
}

}  // namespace limier::query
