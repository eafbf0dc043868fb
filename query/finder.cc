#include "query/finder.hh"

#include <algorithm>
#include <array>
#include <cmath>
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

/// Sections that are read to find the copies of those that are shown, which stand near them.
constexpr std::size_t kReadForCopies = 100;

std::string key_of(const corpus::Record& record) {
  return corpus::document_key(record.path, record.id);
}

corpus::Record record_of(const Xapian::Document& document) {
  return corpus::decode_record(document.get_data());
}

std::string key_of(const RankedSection& section) {
  return section.stored.get_value(corpus::kDocumentSlot);
}

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
    hit.record = record_of(section.stored);
  }
  if (by_passage) rank_by_passages(hits);
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

/// The first `wanted` sections, one of each document and, unless all are to be shown, of its
/// near-copies: reads on until so many stand.
std::vector<RankedSection> Finder::ranked(std::size_t wanted, Outcome& outcome) {
  const bool folds =
      !options_.all_copies && !options_.as_typed && options_.facet == Facet::none && wanted > 0;
  // Where each is checked, more cost too much; those at hand are taken all the same.
  const bool reads_more = folds && !compiled_.needs_check;
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
  Xapian::Enquire search = enquire(compiled_.query);
  search.set_sort_by_relevance_then_value(corpus::kDocumentSlot, false);
  std::vector<RankedSection> sections;
  collect(search, wanted, outcome, sections);
  for (RankedSection& section : sections) section.weight = without_noise(section.weight);
  std::stable_sort(sections.begin(), sections.end(),
                   [](const RankedSection& a, const RankedSection& b) {
                     return a.weight != b.weight ? a.weight > b.weight : key_of(a) < key_of(b);
                   });
  return sections;
}

/// The newest first; those of one date in the order of their keys.
std::vector<RankedSection> Finder::by_date(std::size_t wanted, Outcome& outcome) {
  Xapian::Enquire search = enquire(compiled_.query);
  search.set_sort_by_value_then_relevance(corpus::kDateSlot, true);
  std::vector<RankedSection> sections;
  collect(search, wanted, outcome, sections);
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
  const Query alike = date.empty() ? Query(Query::OP_AND_NOT, compiled_.query,
                                           Query(Query::OP_VALUE_GE, kSlot, "0"))
                                   : Query(Query::OP_FILTER, compiled_.query,
                                           Query(Query::OP_VALUE_RANGE, kSlot, date, date));
  Xapian::Enquire search = enquire(alike);
  search.set_sort_by_value_then_relevance(corpus::kDocumentSlot, false);
  Outcome ignored;
  collect(search, wanted, ignored, sections);
}

void Finder::collect(Xapian::Enquire& enquire, std::size_t wanted, Outcome& outcome,
                     std::vector<RankedSection>& sections) {
  DeadlineSpy spy(deadline_);
  if (deadline_.is_set() && !remote_) enquire.add_matchspy(&spy);
  if (compiled_.needs_check) checked(enquire, wanted, outcome, sections);
  else unchecked(enquire, wanted, outcome, sections);
  enquire.clear_matchspies();
  // Xapian's own limit, which a server keeps too, cuts the answer short without a word.
  deadline_.check();
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
                       std::vector<RankedSection>& sections) {
  Xapian::ValueCountMatchSpy values(slot_of(options_.facet));
  if (options_.facet != Facet::none) enquire.add_matchspy(&values);
  const Xapian::doccount asked = how_many(enquire, wanted);
  const Xapian::MSet found = enquire.get_mset(0, asked, asked);
  // With sections collapsed, Xapian's bounds on the matches are loose: what it returns is exact.
  outcome.exact = counts_all() || found.size() < asked;
  outcome.documents = outcome.exact ? found.size() : found.get_matches_estimated();
  if (options_.facet != Facet::none) count_values(found, values);
  for (auto section = found.begin(); section != found.end() && sections.size() < wanted; ++section)
    sections.push_back({*section, section.get_weight(), section.get_document()});
}

/// Reads on until enough sections have passed the check; the number of the others is estimated by
/// their share so far, unless all are to be counted.
void Finder::checked(Xapian::Enquire& enquire, std::size_t wanted, Outcome& outcome,
                     std::vector<RankedSection>& sections) {
  std::unordered_set<std::string> seen;
  Xapian::doccount read = 0;
  // Each time the whole query is run anew: in growing steps.
  Xapian::doccount step = counts_all() ? database_.get_doccount() : kCheckedExactly;
  while (true) {
    const Xapian::MSet found = enquire.get_mset(read, step);
    for (auto section = found.begin(); section != found.end(); ++section) {
      deadline_.check();
      const Xapian::Document stored = section.get_document();
      std::string key = stored.get_value(corpus::kDocumentSlot);
      if (seen.contains(key)) continue;
      if (!passes(record_of(stored))) continue;
      seen.insert(std::move(key));
      if (options_.facet != Facet::none) ++values_[stored.get_value(slot_of(options_.facet))];
      if (sections.size() >= std::max(wanted, kReadForCopies)) continue;
      sections.push_back({*section, section.get_weight(), stored});
    }
    read += found.size();
    outcome.documents = seen.size();
    outcome.exact = found.size() < step;
    if (outcome.exact) return;
    step = read * 4;
    if (sections.size() < wanted) continue;
    outcome.documents = seen.size() * found.get_matches_estimated() / read;
    return;
  }
}

bool Finder::passes(const corpus::Record& record) {
  std::vector<bool> has_leaf(plan_.leaves.size());
  for (const Match& match : matcher_.matches(record)) has_leaf[match.leaf] = true;
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
    for (const Match& match : matcher_.matches(section))
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
