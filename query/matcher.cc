#include "query/matcher.hh"

#include <algorithm>

namespace limier::query {
namespace {

using corpus::Token;
using corpus::Word;

bool is_exact(const Slot& slot, const Word& word) { return word.accented == slot.word.accented; }

}  // namespace

bool finds(const Slot& slot, const Word& word) {
  if (slot.literal || slot.word.stop)
    return slot.accents_matter ? word.accented == slot.word.accented
                               : word.folded == slot.word.folded;
  return !word.stop &&
         std::find(slot.stems.begin(), slot.stems.end(), word.stem) != slot.stems.end();
}

Matcher::Matcher(const std::vector<Leaf>& leaves, corpus::Chain& chain)
    : leaves_(leaves), chain_(chain) {}

const std::vector<Matcher::SlotRef>& Matcher::slots_for(const Word* word) {
  const auto [entry, fresh] = memory_.try_emplace(word);
  if (!fresh) return entry->second;
  for (std::size_t leaf = 0; leaf < leaves_.size(); ++leaf) {
    const Leaf& candidate = leaves_[leaf];
    for (std::size_t slot = 0; slot < candidate.slots.size(); ++slot)
      if (finds(candidate.slots[slot], *word)) entry->second.push_back({leaf, slot});
    for (const Slot& joined : candidate.joined)
      if (finds(joined, *word)) entry->second.push_back({leaf, kJoined});
  }
  return entry->second;
}

bool Matcher::is_found_by(const SlotRef& ref, const Word* word) {
  const std::vector<SlotRef>& refs = slots_for(word);
  return std::any_of(refs.begin(), refs.end(), [&](const SlotRef& other) {
    return other.leaf == ref.leaf && other.slot == ref.slot;
  });
}

/// Adds the match of a leaf of several words whose first is at token `at`, if the others follow.
void Matcher::add_sequence(const std::vector<Token>& tokens, std::size_t at, std::size_t leaf,
                           std::vector<Match>& found) {
  const std::vector<Slot>& slots = leaves_[leaf].slots;
  Match match{tokens[at].begin, tokens[at].end, leaf, is_exact(slots[0], *tokens[at].word)};
  std::uint32_t position = tokens[at].position + tokens[at].length;
  std::size_t slot = 1;
  // A joined form stands behind the parts that it spans, so the next position is never far.
  for (std::size_t i = at + 1; i < tokens.size() && slot < slots.size(); ++i) {
    const Token& token = tokens[i];
    if (token.position > position) break;
    if (token.position != position || !is_found_by({leaf, slot}, token.word)) continue;
    match.end = token.end;
    match.exact = match.exact && is_exact(slots[slot], *token.word);
    position += token.length;
    ++slot;
  }
  if (slot == slots.size()) found.push_back(match);
}

std::vector<Match> Matcher::matches(std::string_view text) {
  const std::vector<Token>& tokens = chain_.analyse(text);
  std::vector<Match> found;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::vector<SlotRef>& refs = slots_for(tokens[i].word);
    for (const auto& [leaf, slot] : refs) {
      const Leaf& candidate = leaves_[leaf];
      if (slot == kJoined) {
        found.push_back(
            {tokens[i].begin, tokens[i].end, leaf, is_exact(candidate.joined[0], *tokens[i].word)});
      } else if (slot == 0 && candidate.slots.size() > 1) {
        add_sequence(tokens, i, leaf, found);
      } else if (candidate.slots.size() == 1) {
        found.push_back(
            {tokens[i].begin, tokens[i].end, leaf, is_exact(candidate.slots[0], *tokens[i].word)});
      }
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Match& a, const Match& b) { return a.begin < b.begin; });
  return found;
}

}  // namespace limier::query
