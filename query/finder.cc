#include "query/finder.hh"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "corpus/store/fields.hh"
#include "query/facets.hh"
#include "query/ranking.hh"

namespace limier::query {
namespace {

/// A weight without its last bits. Each shard adds up the words in an order of its own, and what
/// weighs the same must not seem to differ by that.
double without_noise(double weight) {
  constexpr int kBits = 40;
  int exponent = 0;
  const double mantissa = std::frexp(weight, &exponent);
  return std::ldexp(std::round(std::ldexp(mantissa, kBits)), exponent - kBits);
}

std::string date_of(const RankedSection& section) {
  return section.stored.get_value(corpus::kDateSlot);
}

}  // namespace

Finder::Finder(const Plan& plan, Strictness strictness, const FindContext& context)
    : options_(context.options),
      deadline_(context.deadline),
      database_(context.database),
      matcher_(plan.leaves, plan.nears, context.chain),
      collector_(plan, strictness, context, matcher_),
      presenter_(plan.leaves, matcher_, context.options, context.database) {}

std::vector<Hit> Finder::run(Outcome& outcome) {
  const std::size_t shown = options_.offset + options_.limit;
  const bool by_passage = options_.order == Order::relevance && !options_.as_typed;
  // Sections whose passages are looked at may come to be shown, whatever their rank so far.
  const std::size_t wanted =
      by_passage ? std::max<std::size_t>(shown, ranking::kRankedByPassage) : shown;
  std::vector<Hit> hits;
  for (const RankedSection& section : ranked(wanted, outcome)) {
    deadline_.check();
    Hit& hit = hits.emplace_back();
    hit.score = section.weight;
    hit.section = section.id;
    hit.similar = section.similar;
    hit.record = corpus::decode_record(section.stored.get_data());
  }
  if (by_passage) rank_by_passages(hits);
  outcome.facets = facets_of(options_.facet, collector_.values());
  hits.resize(std::min(hits.size(), shown));
  hits.erase(hits.begin(),
             hits.begin() + static_cast<std::ptrdiff_t>(std::min(options_.offset, hits.size())));
  for (std::size_t i = 0; i < hits.size(); ++i) {
    hits[i].rank = options_.offset + i + 1;
    if (options_.passages && hits[i].end == 0) presenter_.present(hits[i]);
  }
  if (!options_.passages || options_.per_document == 1) return hits;
  std::vector<Hit> passages;
  for (const Hit& hit : hits) {
    deadline_.check();
    std::vector<Hit> more = presenter_.passages_of(hit);
    std::move(more.begin(), more.end(), std::back_inserter(passages));
  }
  return passages;
}

/// The first `wanted` sections, one of each document and, unless all are to be shown, of its
/// near-copies: reads on until so many stand.
std::vector<RankedSection> Finder::ranked(std::size_t wanted, Outcome& outcome) {
  const bool folds =
      !options_.all_copies && !options_.as_typed && options_.facet == Facet::none && wanted > 0;
  // Where each is checked, more cost too much; those at hand are taken all the same.
  const bool reads_more = folds && !collector_.compiled().needs_check;
  std::size_t read = reads_more ? std::max(2 * wanted, kReadForCopies) : wanted;
  while (true) {
    std::vector<RankedSection> sections =
        options_.order == Order::date ? by_date(read, outcome) : by_relevance(read, outcome);
    const bool are_all = sections.size() < read;
    if (folds) fold_copies(sections, database_);
    if (are_all || sections.size() >= wanted) {
      sections.resize(std::min(sections.size(), wanted));
      return sections;
    }
    // Each time the whole query is run anew: in growing steps.
    read *= 4;
  }
}

std::vector<RankedSection> Finder::by_relevance(std::size_t wanted, Outcome& outcome) {
  std::vector<RankedSection> sections;
  if (!collector_.collect_best(wanted, outcome, sections)) {
    Xapian::Enquire search = collector_.enquire(collector_.compiled().query);
    search.set_sort_by_relevance_then_value(corpus::kDocumentSlot, false);
    collector_.collect(search, wanted, outcome, sections);
  }
  for (RankedSection& section : sections) section.weight = without_noise(section.weight);
  std::stable_sort(sections.begin(), sections.end(),
                   [](const RankedSection& a, const RankedSection& b) {
                     return a.weight != b.weight ? a.weight > b.weight : key_of(a) < key_of(b);
                   });
  return sections;
}

/// The newest first; those of one date in the order of their keys.
std::vector<RankedSection> Finder::by_date(std::size_t wanted, Outcome& outcome) {
  Xapian::Enquire search = collector_.enquire(collector_.compiled().query);
  search.set_sort_by_value_then_relevance(corpus::kDateSlot, true);
  std::vector<RankedSection> sections;
  collector_.collect(search, wanted, outcome, sections);
  if (sections.size() >= wanted) add_dated_alike(sections);
  std::stable_sort(sections.begin(), sections.end(),
                   [](const RankedSection& a, const RankedSection& b) {
                     return std::pair(date_of(b), key_of(a)) < std::pair(date_of(a), key_of(b));
                   });
  return sections;
}

/// Of the documents with the last date there may be more than room: those with the least keys are
/// to be shown.
void Finder::add_dated_alike(std::vector<RankedSection>& sections) {
  if (sections.empty()) return;
  const std::string date = date_of(sections.back());
  const auto first = std::find_if(sections.begin(), sections.end(),
                                  [&](const auto& section) { return date_of(section) == date; });
  const std::size_t wanted = sections.size();
  sections.erase(first, sections.end());
  using Xapian::Query;
  constexpr Xapian::valueno kSlot = corpus::kDateSlot;
  const Query& all = collector_.compiled().query;
  const Query alike =
      date.empty() ? Query(Query::OP_AND_NOT, all, Query(Query::OP_VALUE_GE, kSlot, "0"))
                   : Query(Query::OP_FILTER, all, Query(Query::OP_VALUE_RANGE, kSlot, date, date));
  Xapian::Enquire search = collector_.enquire(alike);
  search.set_sort_by_value_then_relevance(corpus::kDocumentSlot, false);
  Outcome ignored;
  collector_.collect(search, wanted, ignored, sections);
}

/// Only the first get anything for their passages, so the others stay behind them.
void Finder::rank_by_passages(std::vector<Hit>& hits) {
  const std::size_t count = std::min<std::size_t>(hits.size(), ranking::kRankedByPassage);
  for (std::size_t i = 0; i < count; ++i) {
    hits[i].passage_score = ranking::kPassageWeight * presenter_.present(hits[i]);
    hits[i].score += hits[i].passage_score;
  }
  std::stable_sort(hits.begin(), hits.end(),
                   [](const Hit& a, const Hit& b) { return a.score > b.score; });
}

}  // namespace limier::query
