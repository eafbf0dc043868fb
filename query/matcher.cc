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
  for (std::size_t leaf = 0; leaf < leaves_.size(); ++leaf)
    for (std::size_t way = 0; way < leaves_[leaf].ways.size(); ++way)
      for (std::size_t slot = 0; slot < leaves_[leaf].ways[way].slots.size(); ++slot)
        if (finds(leaves_[leaf].ways[way].slots[slot], *word))
          entry->second.push_back({leaf, way, slot});
  return entry->second;
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
  Match match{tokens[at].begin, tokens[at].end, first.leaf,
              typed && is_exact(way.slots[0], *tokens[at].word), typed};
  std::uint32_t position = tokens[at].position + tokens[at].length;
  std::size_t slot = 1;
  // A joined form stands behind the parts that it spans, so the next position is never far.
  for (std::size_t i = at + 1; i < tokens.size() && slot < way.slots.size(); ++i) {
    const Token& token = tokens[i];
    if (token.position > position) break;
    if (token.position != position || !is_found_by({first.leaf, first.way, slot}, token.word))
      continue;
    match.end = token.end;
    match.exact = match.exact && is_exact(way.slots[slot], *token.word);
    position += token.length;
    ++slot;
  }
  if (slot == way.slots.size()) found.push_back(match);
}

std::vector<Match> Matcher::matches(std::string_view text) {
  const std::vector<Token>& tokens = chain_.analyse(text);
  std::vector<Match> found;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    for (const SlotRef& ref : slots_for(tokens[i].word))
      if (ref.slot == 0) add_match(tokens, i, ref, found);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Match& a, const Match& b) { return a.begin < b.begin; });
  return found;
}

}  // namespace limier::query
