#include "query/finder.hh"

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <unordered_set>
#include <utility>

#include "corpus/store/terms.hh"
#include "query/checker.hh"
#include "query/facets.hh"
#include "query/ranking.hh"
#include "query/stored.hh"

namespace limier::query {
namespace {

/// Documents that are counted exactly even where fewer are shown; where each section must be read
/// to be counted, so many sections.
constexpr Xapian::doccount kCountedExactly = 1000;
constexpr Xapian::doccount kCheckedExactly = 200;

std::string key_of(const corpus::Record& record) {
  return corpus::document_key(record.path, record.id);
}

corpus::Record record_of(const Xapian::Document& document) {
  return corpus::decode_record(document.get_data());
}

}  // namespace

Finder::Finder(const Plan& plan, Strictness strictness, const FindContext& context)
    : plan_(plan),
      strictness_(strictness),
      options_(context.options),
      deadline_(context.deadline),
      remote_(context.remote),
      chain_(context.chain),
      database_(context.database),
      compiled_(compile({plan, context.database, strictness})),
      matcher_(plan.leaves, plan.nears, context.chain),
      presenter_(plan.leaves, matcher_, context.options, context.database) {}

Xapian::Enquire Finder::enquire(const Xapian::Query& query) const {
  Xapian::Enquire result(database_);
  result.set_query(query);
  result.set_weighting_scheme(weighting());
  if (deadline_.is_set()) result.set_time_limit(options_.timeout);
  // A section that fails the check must not hide, by collapsing, another that passes it.
  if (!compiled_.needs_check) result.set_collapse_key(corpus::kDocumentSlot);
  return result;
}

std::vector<Hit> Finder::run(Outcome& outcome) {
  const std::size_t shown = options_.offset + options_.limit;
  std::vector<Hit> hits;
  Xapian::Enquire search = enquire(compiled_.query);
  if (options_.order == Order::date) {
    search.set_sort_by_value_then_relevance(corpus::kDateSlot, true);
    collect(search, shown, outcome, hits);
    if (hits.size() == shown) add_dated_alike(hits);
    std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
      return std::pair(b.record.date, key_of(a.record)) <
             std::pair(a.record.date, key_of(b.record));
    });
  } else {
    search.set_sort_by_relevance_then_value(corpus::kDocumentSlot, false);
    // Sections whose passages are looked at may come to be shown, whatever their rank so far.
    collect(search,
            options_.as_typed ? shown : std::max<std::size_t>(shown, ranking::kRankedByPassage),
            outcome, hits);
    if (!options_.as_typed) rank_by_passages(hits);
  }
  outcome.facets = facets_of(options_.facet, values_);
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

/// Of the documents with the last date there may be more than room: those with the least keys are
/// to be shown.
void Finder::add_dated_alike(std::vector<Hit>& hits) {
  if (hits.empty()) return;
  const std::string date = hits.back().record.date;
  const auto first = std::find_if(hits.begin(), hits.end(),
                                  [&](const Hit& hit) { return hit.record.date == date; });
  const std::size_t wanted = hits.size();
  hits.erase(first, hits.end());
  using Xapian::Query;
  constexpr Xapian::valueno kSlot = corpus::kDateSlot;
  const Query alike = date.empty() ? Query(Query::OP_AND_NOT, compiled_.query,
                                           Query(Query::OP_VALUE_GE, kSlot, "0"))
                                   : Query(Query::OP_FILTER, compiled_.query,
                                           Query(Query::OP_VALUE_RANGE, kSlot, date, date));
  Xapian::Enquire search = enquire(alike);
  search.set_sort_by_value_then_relevance(corpus::kDocumentSlot, false);
  Outcome ignored;
  collect(search, wanted, ignored, hits);
}

void Finder::collect(Xapian::Enquire& enquire, std::size_t wanted, Outcome& outcome,
                     std::vector<Hit>& hits) {
  DeadlineSpy spy(deadline_);
  if (deadline_.is_set() && !remote_) enquire.add_matchspy(&spy);
  if (compiled_.needs_check) checked(enquire, wanted, outcome, hits);
  else unchecked(enquire, wanted, outcome, hits);
  enquire.clear_matchspies();
}

bool Finder::counts_all() const { return options_.count_all || options_.facet != Facet::none; }

/// How many sections to ask for: all where they are to be counted, or so few that it costs little.
Xapian::doccount Finder::how_many(const Xapian::Enquire& enquire, std::size_t wanted) const {
  if (counts_all()) return database_.get_doccount();
  const auto shown = static_cast<Xapian::doccount>(wanted);
  // An estimate without matching. To go through many matches would double the time of a search.
  const bool few =
      enquire.get_mset(0, 0, Xapian::doccount{0}).get_matches_estimated() <= 2 * kCountedExactly;
  return few ? std::max(shown, kCountedExactly) : shown;
}

void Finder::unchecked(Xapian::Enquire& enquire, std::size_t wanted, Outcome& outcome,
                       std::vector<Hit>& hits) {
  Xapian::ValueCountMatchSpy values(slot_of(options_.facet));
  if (options_.facet != Facet::none) enquire.add_matchspy(&values);
  const Xapian::doccount asked = how_many(enquire, wanted);
  const Xapian::MSet sections = enquire.get_mset(0, asked, asked);
  // With sections collapsed, Xapian's bounds on the matches are loose: what it returns is exact.
  outcome.exact = counts_all() || sections.size() < asked;
  outcome.documents = outcome.exact ? sections.size() : sections.get_matches_estimated();
  if (options_.facet != Facet::none) count_values(sections, values);
  for (auto section = sections.begin(); section != sections.end() && hits.size() < wanted;
       ++section) {
    deadline_.check();
    Hit& hit = hits.emplace_back();
    hit.score = section.get_weight();
    hit.section = *section;
    hit.record = record_of(section.get_document());
  }
}

/// Reads on until enough sections have passed the check; the number of the others is estimated by
/// their share so far, unless all are to be counted.
void Finder::checked(Xapian::Enquire& enquire, std::size_t wanted, Outcome& outcome,
                     std::vector<Hit>& hits) {
  std::unordered_set<std::string> seen;
  Xapian::doccount read = 0;
  // Each time the whole query is run anew: in growing steps.
  Xapian::doccount step = counts_all() ? database_.get_doccount() : kCheckedExactly;
  while (true) {
    const Xapian::MSet sections = enquire.get_mset(read, step);
    for (auto section = sections.begin(); section != sections.end(); ++section) {
      deadline_.check();
      const Xapian::Document stored = section.get_document();
      std::string key = stored.get_value(corpus::kDocumentSlot);
      if (seen.contains(key)) continue;
      corpus::Record record = record_of(stored);
      if (!passes(record)) continue;
      seen.insert(std::move(key));
      if (options_.facet != Facet::none) ++values_[stored.get_value(slot_of(options_.facet))];
      if (hits.size() >= wanted) continue;
      Hit& hit = hits.emplace_back();
      hit.score = section.get_weight();
      hit.section = *section;
      hit.record = std::move(record);
    }
    read += sections.size();
    outcome.documents = seen.size();
    if (sections.size() < step) return;
    step = read * 4;
    if (hits.size() < wanted) continue;
    outcome.exact = false;
    outcome.documents = seen.size() * sections.get_matches_estimated() / read;
    return;
  }
}

bool Finder::passes(const corpus::Record& record) {
  std::vector<bool> has_leaf(plan_.leaves.size());
  for (const Match& match : matcher_.matches(record.text)) has_leaf[match.leaf] = true;
  for (const Match& match : matcher_.matches(record.title)) has_leaf[match.leaf] = true;
  if (record.sections > 1) add_excluded_elsewhere(record, has_leaf);
  return holds(plan_, strictness_, record, chain_, has_leaf);
}

/// What is excluded is so from whole documents: a leaf of that kind counts in any section.
void Finder::add_excluded_elsewhere(const corpus::Record& record, std::vector<bool>& has_leaf) {
  if (std::none_of(plan_.leaves.begin(), plan_.leaves.end(),
                   [](const Leaf& leaf) { return leaf.excluded; }))
    return;
  const std::string term = corpus::document_term(key_of(record));
  for (const auto& [number, section] : sections_of(database_, term))
    for (const Match& match : matcher_.matches(section.text))
      if (plan_.leaves[match.leaf].excluded) has_leaf[match.leaf] = true;
}

/// A spy sees sections before they are collapsed: what it counted is of documents only where none
/// were.
void Finder::count_values(const Xapian::MSet& documents, const Xapian::ValueCountMatchSpy& spy) {
  if (spy.get_total() == documents.size()) {
    std::size_t have_one = 0;
    for (auto value = spy.values_begin(); value != spy.values_end(); ++value)
      have_one += values_[*value] = value.get_termfreq();
    if (have_one < documents.size()) values_[""] = documents.size() - have_one;
    return;
  }
  for (auto document = documents.begin(); document != documents.end(); ++document) {
    deadline_.check();
    ++values_[document.get_document().get_value(slot_of(options_.facet))];
  }
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
