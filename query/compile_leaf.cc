#include "query/compile_leaf.hh"

#include <algorithm>
#include <span>

#include "corpus/store/terms.hh"
#include "corpus/store/word_order.hh"
#include "query/phrases.hh"
#include "query/ranking.hh"

namespace limier::query {
namespace {

using Xapian::Query;

/// Words that count as one. Xapian estimates in how many sections any of them stands, from two at a
/// time: in which order, depends on what a shard holds, unless it is told. Only so do shards weigh
/// them as one database does.
Query synonym(std::span<const Query> words) {
  if (words.empty()) return Query::MatchNothing;
  if (words.size() == 1) return words[0];
  const std::size_t half = words.size() / 2;
  return {Query::OP_SYNONYM, synonym(words.first(half)), synonym(words.subspan(half))};
}

/// A rarer way must not gain by its rarity what it loses by not being typed.
double weight_beside(const Leaf& leaf, const Way& way) {
  const double typed = leaf.typed_idf;
  const double share = typed == 0 ? 1 : std::min(1.0, typed / way.idf);
  return ranking::kOtherWayWeight * share;
}

std::vector<std::string> terms_of(const Slot& slot, bool accents_matter) {
  std::vector<std::string> terms;
  for (const corpus::LexiconForm& form : slot.forms)
    if (!accents_matter || form.accented == slot.word.accented) terms.push_back(form.term);
  return terms;
}

Query forms(const Slot& slot, bool accents_matter) {
  const std::vector<std::string> terms = terms_of(slot, accents_matter);
  const std::vector<Query> queries(terms.begin(), terms.end());
  return slot.literal ? join(Query::OP_OR, queries) : synonym(queries);
}

/// The spellings that count as typed: with its accents if it was typed with any, else with
/// whatever accents the index holds.
Query forms_preferred(const Slot& slot) {
  return forms(slot, slot.word.accented != slot.word.folded);
}

/// Never OP_WILDCARD, whose weights are wrong over several shards.
Query prefix(const Slot& slot) {
  std::vector<Query> all;
  std::vector<Query> exact;
  for (const corpus::LexiconForm& form : slot.forms) {
    all.emplace_back(form.term);
    if (form.accented.starts_with(slot.word.accented)) exact.emplace_back(form.term);
  }
  Query query = synonym(all);
  if (exact.empty() || slot.word.accented == slot.word.folded) return query;
  return {Query::OP_AND_MAYBE, query,
          Query(Query::OP_SCALE_WEIGHT, synonym(exact), ranking::kExactWeight)};
}

/// A word: its stems carry the weight, the spelling as typed adds to it.
Query word(const Slot& slot) {
  if (slot.prefix) return prefix(slot);
  if (slot.word.stop) return forms(slot, slot.accents_matter);
  std::vector<Query> stems;
  for (const std::string& stem : slot.stems) stems.emplace_back(corpus::stem_term(stem));
  const Query exact(Query::OP_SCALE_WEIGHT, forms_preferred(slot), ranking::kExactWeight);
  return {Query::OP_AND_MAYBE, synonym(stems), exact};
}

}  // namespace

Query join(Xapian::Query::op op, const std::vector<Query>& queries) {
  if (queries.empty()) return Query::MatchNothing;
  if (queries.size() == 1) return queries[0];
  return {op, queries.begin(), queries.end()};
}

Query LeafCompiler::weighted(const Leaf& leaf, const Way& way) {
  const Query query = this->way(way);
  const bool other = !is_as_typed(way.origin) && way.origin != Origin::correction;
  return other ? Query(Query::OP_SCALE_WEIGHT, query, weight_beside(leaf, way)) : query;
}

Query LeafCompiler::leaf(const Leaf& leaf) {
  std::vector<Query> ways;
  for (const Way& way : leaf.ways) ways.push_back(weighted(leaf, way));
  return join(Query::OP_OR, ways);
}

Query LeafCompiler::way(const Way& way) {
  const Slot& first = way.slots[0];
  if (way.slots.size() == 1)
    return first.literal ? forms(first, first.accents_matter) : word(first);
  return first.literal ? phrase(way) : compound(way);
}

/// Words in their order.
Query LeafCompiler::phrase(const Way& way) {
  std::vector<Query> content;
  std::vector<Query> stops;
  corpus::Phrase phrase;
  for (const Slot& slot : way.slots) {
    (slot.word.stop ? stops : content).push_back(forms(slot, slot.accents_matter));
    phrase.add_word(terms_of(slot, slot.accents_matter));
  }
  Query words = join(Query::OP_AND, content.empty() ? stops : content);
  if (!content.empty() && !stops.empty())  // which tell of no relevance
    words = Query(Query::OP_FILTER, words, join(Query::OP_AND, stops));
  const InOrder found = in_order(words, phrase, database_, remote_);
  needs_check_ = needs_check_ || !found.is_exact;
  return found.query;
}

/// The parts of a compound; the check sees to it that they stand together.
Query LeafCompiler::compound(const Way& way) {
  needs_check_ = true;
  std::vector<Query> parts;
  for (const Slot& slot : way.slots)
    if (!slot.word.stop) parts.push_back(word(slot));
  return join(Query::OP_AND, parts);
}

}  // namespace limier::query
