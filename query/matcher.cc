#include "query/matcher.hh"

#include <algorithm>
#include <utility>

namespace limier::query {
namespace {

using corpus::Token;
using corpus::Word;

bool is_exact(const Slot& slot, const Word& word) { return word.accented == slot.word.accented; }

}  // namespace

bool finds(const Slot& slot, const Word& word) {
  if (slot.prefix) return !word.stop && word.folded.starts_with(slot.word.folded);
  if (slot.literal || slot.word.stop)
    return slot.accents_matter ? word.accented == slot.word.accented
                               : word.folded == slot.word.folded;
  return !word.stop &&
         std::find(slot.stems.begin(), slot.stems.end(), word.stem) != slot.stems.end();
}

Matcher::Matcher(const std::vector<Leaf>& leaves, const std::vector<Near>& nears,
                 corpus::Chain& chain)
    : leaves_(leaves), nears_(nears), chain_(chain) {
  for (const Leaf& leaf : leaves)
    for (const Way& way : leaf.ways)
      for (const Slot& slot : way.slots) {
        heads_.add(slot.word.folded);
        for (const std::string& stem : slot.stems) heads_.add(stem);
      }
}

std::vector<Matcher::SlotRef> Matcher::look_up(const Word& word) const {
  std::vector<SlotRef> refs;
  for (std::size_t leaf = 0; leaf < leaves_.size(); ++leaf)
    for (std::size_t way = 0; way < leaves_[leaf].ways.size(); ++way)
      for (std::size_t slot = 0; slot < leaves_[leaf].ways[way].slots.size(); ++slot)
        if (finds(leaves_[leaf].ways[way].slots[slot], word)) refs.push_back({leaf, way, slot});
  return refs;
}

const std::vector<Matcher::SlotRef>& Matcher::slots_for(const Word* word) {
  auto known = known_.find(word);
  if (known == known_.end()) known = known_.emplace(word, look_up(*word)).first;
  return known->second;
}

bool Matcher::is_found_by(const SlotRef& ref, const Word* word) {
  const std::vector<SlotRef>& refs = slots_for(word);
  return std::find(refs.begin(), refs.end(), ref) != refs.end();
}

/// Adds the match of a way whose first word is token `at`, if its other words follow.
void Matcher::add_match(const std::vector<Token>& tokens, std::size_t at, const SlotRef& first,
                        std::vector<Match>& found) {
  const Way& way = leaves_[first.leaf].ways[first.way];
  const bool typed = is_as_typed(way.origin);
  Match match{tokens[at].begin,
              tokens[at].end,
              first.leaf,
              first.way,
              typed && is_exact(way.slots[0], *tokens[at].word),
              typed,
              tokens[at].position,
              tokens[at].position + tokens[at].length - 1};
  std::uint32_t position = tokens[at].position + tokens[at].length;
  std::size_t slot = 1;
  // A joined form stands behind the parts that it spans, so the next position is never far.
  for (std::size_t i = at + 1; i < tokens.size() && slot < way.slots.size(); ++i) {
    const Token& token = tokens[i];
    if (token.position > position) break;
    if (token.position != position || !is_found_by({first.leaf, first.way, slot}, token.word))
      continue;
    match.end = token.end;
    match.last = token.position + token.length - 1;
    match.exact = match.exact && is_exact(way.slots[slot], *token.word);
    position += token.length;
    ++slot;
  }
  if (slot == way.slots.size()) found.push_back(match);
}

/// Removes the matches of the leaves of `near` that are in no whole chain: forwards those that are
/// near none of the leaf before, then backwards those near none of the leaf behind.
void Matcher::keep_near(const Near& near, std::vector<Match>& found) {
  const auto prune = [&](std::size_t leaf, std::size_t other, unsigned distance) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> others;
    std::uint32_t longest = 0;
    for (const Match& match : found) {
      if (match.leaf != other) continue;
      others.emplace_back(match.position, match.last);
      longest = std::max(longest, match.last - match.position);
    }
    std::erase_if(found, [&](const Match& match) {
      if (match.leaf != leaf) return false;
      // The others are in order: none that begins earlier than this reaches so far.
      const std::uint32_t reach = distance + longest;
      const std::uint32_t from = match.position > reach ? match.position - reach : 0;
      auto it = std::lower_bound(others.begin(), others.end(), std::pair{from, std::uint32_t{0}});
      for (; it != others.end() && it->first <= match.last + distance; ++it) {
        const bool overlaps = it->first <= match.last && it->second >= match.position;
        if (!overlaps && it->second + distance >= match.position) return false;
      }
      return true;
    });
  };
  for (std::size_t i = 1; i < near.leaves.size(); ++i)
    prune(near.leaves[i], near.leaves[i - 1], near.distances[i - 1]);
  for (std::size_t i = near.leaves.size() - 1; i > 0; --i)
    prune(near.leaves[i - 1], near.leaves[i], near.distances[i - 1]);
}

std::vector<Match> Matcher::matches(std::string_view text) {
  return matches(chain_.analyse(text, &heads_));
}

std::vector<Match> Matcher::matches(const corpus::Record& section) {
  std::vector<Token> tokens = chain_.analyse(section.text, &heads_);
  corpus::drop_set_aside(tokens, section.sentences);
  return matches(tokens);
}

std::vector<Match> Matcher::matches(const std::vector<Token>& tokens) {
  std::vector<Match> found;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    for (const SlotRef& ref : slots_for(tokens[i].word))
      if (ref.slot == 0) add_match(tokens, i, ref, found);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Match& a, const Match& b) { return a.begin < b.begin; });
  for (const Near& near : nears_) keep_near(near, found);
  return found;
}

}  // namespace limier::query
