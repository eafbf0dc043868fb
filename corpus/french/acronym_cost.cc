#include "corpus/french/acronym_cost.hh"

#include <algorithm>
#include <vector>

namespace limier::corpus {
namespace {

constexpr int kSmallWord = 1;
constexpr int kNextLetter = 1;
constexpr int kLeftOut = 2;
constexpr int kInsideLetter = 3;

/// `cost[l]` is the least with `l` letters used up before a word; becomes that before the next.
void pass_word(std::string_view letters, const Word& word, bool at_edge, std::vector<int>& cost) {
  const bool small = is_small_word(word);
  std::vector<int> next(cost.size(), kNoAcronym);
  for (std::size_t used = 0; used < cost.size(); ++used) {
    if (cost[used] >= kNoAcronym) continue;
    if (!at_edge) next[used] = std::min(next[used], cost[used] + (small ? 0 : kLeftOut));
    if (used == letters.size() || word.folded[0] != letters[used]) continue;
    int price = cost[used] + (small ? kSmallWord : 0);
    next[used + 1] = std::min(next[used + 1], price);
    std::size_t before = 0;
    for (std::size_t l = used + 1; !small && l < letters.size(); ++l) {
      const std::size_t at = word.folded.find(letters[l], before + 1);
      // The last letter of a word, off the others, is an ending: `refus d’attribution` is no RSA.
      if (at == std::string::npos || (at > before + 1 && at + 1 == word.folded.size())) break;
      price += at == before + 1 ? kNextLetter : kInsideLetter;
      next[l + 1] = std::min(next[l + 1], price);
      before = at;
    }
  }
  cost = std::move(next);
}

}  // namespace

bool is_small_word(const Word& word) { return word.stop || word.folded.size() <= 2; }

int acronym_cost(std::string_view letters, std::span<const Token> words) {
  if (words.size() < 2 || is_small_word(*words.front().word) || is_small_word(*words.back().word))
    return kNoAcronym;
  std::vector<int> cost(letters.size() + 1, kNoAcronym);
  cost[0] = 0;
  for (const Token& token : words)
    pass_word(letters, *token.word, &token == &words.front() || &token == &words.back(), cost);
  return std::min(cost.back(), kNoAcronym);
}

}  // namespace limier::corpus
