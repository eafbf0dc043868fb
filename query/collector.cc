#include "query/collector.hh"

#include <algorithm>
#include <cmath>
#include <unordered_set>
#include <utility>

#include "corpus/store/terms.hh"
#include "query/checker.hh"
#include "query/collapse.hh"
#include "query/facets.hh"
#include "query/stored.hh"

namespace limier::query {
namespace {

/// Documents that are counted exactly even where fewer are shown; where each section must be read
/// to be counted, so many sections.
constexpr Xapian::doccount kCountedExactly = 1000;
constexpr Xapian::doccount kCheckedExactly = 200;

/// Sections of a document, on average, that are few enough to collapse them here.
constexpr Xapian::doccount kFewSections = 3;

/// An estimate to two digits, which is as much as it is worth.
std::size_t rounded(double estimate) {
  double unit = 1;
  while (estimate / unit >= 100) unit *= 10;
  return static_cast<std::size_t>(std::round(estimate / unit) * unit);
}

}  // namespace

Collector::Collector(const Plan& plan, Strictness strictness, const FindContext& context,
                     Matcher& matcher)
    : plan_(plan),
      strictness_(strictness),
      options_(context.options),
      deadline_(context.deadline),
      remote_(context.remote),
      several_(context.several),
      chain_(context.chain),
      database_(context.database),
      matcher_(matcher),
      compiled_(compile({plan, context.database, strictness, context.remote})) {}

Xapian::Enquire Collector::uncollapsed(const Xapian::Query& query) const {
  Xapian::Enquire result(database_);
  result.set_query(query);
  result.set_weighting_scheme(weighting());
  if (deadline_.is_set()) result.set_time_limit(options_.timeout);
  return result;
}

Xapian::Enquire Collector::enquire(const Xapian::Query& query) const {
  Xapian::Enquire result = uncollapsed(query);
  // A section that fails the check must not hide, by collapsing, another that passes it.
  if (!compiled_.needs_check) result.set_collapse_key(corpus::kDocumentSlot);
  return result;
}

bool Collector::collect_best(std::size_t wanted, Outcome& outcome,
                             std::vector<RankedSection>& sections) {
  if (compiled_.needs_check || counts_all() || remote_ || several_) return false;
  // Of documents with many sections, those at hand may be few.
  if (database_.get_doccount() > kFewSections * database_.get_value_freq(corpus::kContentSlot))
    return false;
  const Xapian::doccount expected = sections_expected();
  const Xapian::doccount asked = how_many(expected, wanted);
  Xapian::Enquire search = uncollapsed(compiled_.query);
  DeadlineSpy spy(deadline_);
  if (deadline_.is_set()) search.add_matchspy(&spy);
  const Xapian::MSet found = search.get_mset(0, kFewSections * asked);
  deadline_.check();
  const bool whole = found.size() < kFewSections * asked;
  Collapsed best = collapse(found, whole, wanted, database_);
  if (!whole && (best.documents < asked || best.sections.size() < wanted)) return false;
  count(std::min<std::size_t>(best.documents, asked), asked, expected, outcome);
  sections = std::move(best.sections);
  return true;
}

void Collector::collect(Xapian::Enquire& enquire, std::size_t wanted, Outcome& outcome,
                        std::vector<RankedSection>& sections) {
  DeadlineSpy spy(deadline_);
  if (deadline_.is_set() && !remote_) enquire.add_matchspy(&spy);
  if (compiled_.needs_check) checked(enquire, wanted, outcome, sections);
  else unchecked(enquire, wanted, outcome, sections);
  enquire.clear_matchspies();
  // Xapian's own limit, which a server keeps too, cuts the answer short without a word.
  deadline_.check();
}

bool Collector::counts_all() const { return options_.count_all || options_.facet != Facet::none; }

/// How many sections match, from how many hold each word. What Xapian estimates once it has
/// searched tells of the order of the sections: by it, some are passed over and others not.
Xapian::doccount Collector::sections_expected() const {
  Xapian::Enquire search(database_);  // nothing is collapsed: Xapian rounds by what it is sure of
  search.set_query(compiled_.query);
  return search.get_mset(0, 0, Xapian::doccount{0}).get_matches_estimated();
}

/// How many documents about so many sections are of. Those of one document are alike: they count as
/// the root of their number, which was nearest for three sections a document.
std::size_t Collector::documents_of(double sections) const {
  const double all = database_.get_doccount();
  const double documents = database_.get_value_freq(corpus::kContentSlot);
  if (documents == 0 || sections >= all) return static_cast<std::size_t>(documents);
  const double without = std::pow(1 - sections / all, std::sqrt(all / documents));
  return rounded(documents * (1 - without));
}

/// How many sections to ask for: all where they are to be counted, or so few that it costs little.
Xapian::doccount Collector::how_many(Xapian::doccount expected, std::size_t wanted) const {
  if (counts_all()) return database_.get_doccount();
  const auto shown = static_cast<Xapian::doccount>(wanted);
  // To go through many matches would double the time of a search.
  return expected < 3 * kCountedExactly ? std::max(shown, kCountedExactly) : shown;
}

/// How many documents match, of which so many were found of so many that were asked for.
void Collector::count(std::size_t found, Xapian::doccount asked, Xapian::doccount expected,
                      Outcome& outcome) const {
  outcome.exact = counts_all() || found < asked;
  outcome.documents = found;
  if (!outcome.exact) outcome.documents = std::max(found, documents_of(expected));
}

void Collector::unchecked(Xapian::Enquire& enquire, std::size_t wanted, Outcome& outcome,
                          std::vector<RankedSection>& sections) {
  Xapian::ValueCountMatchSpy values(slot_of(options_.facet));
  if (options_.facet != Facet::none) enquire.add_matchspy(&values);
  const Xapian::doccount expected = counts_all() ? 0 : sections_expected();
  const Xapian::doccount asked = how_many(expected, wanted);
  const Xapian::MSet found = enquire.get_mset(0, asked, asked);
  // With sections collapsed, Xapian's bounds on the matches are loose: what it returns is exact.
  count(found.size(), asked, expected, outcome);
  if (options_.facet != Facet::none) count_values(found, values);
  for (auto section = found.begin(); section != found.end() && sections.size() < wanted; ++section)
    sections.push_back(
        {*section, section.get_weight(), section.get_document(), section.get_collapse_key()});
}

/// Reads on until enough sections have passed the check; the number of the others is estimated by
/// their share so far, unless all are to be counted.
void Collector::checked(Xapian::Enquire& enquire, std::size_t wanted, Outcome& outcome,
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
      if (!passes(corpus::decode_record(stored.get_data()))) continue;
      seen.insert(key);
      if (options_.facet != Facet::none) ++values_[stored.get_value(slot_of(options_.facet))];
      if (sections.size() >= std::max(wanted, kReadForCopies)) continue;
      sections.push_back({*section, section.get_weight(), stored, std::move(key)});
    }
    read += found.size();
    outcome.documents = seen.size();
    outcome.exact = found.size() < step;
    if (outcome.exact) return;
    step = read * 4;
    if (sections.size() < wanted) continue;
    const double share = static_cast<double>(seen.size()) / read;
    outcome.documents = std::max(seen.size(), rounded(share * sections_expected()));
    return;
  }
}

bool Collector::passes(const corpus::Record& record) {
  std::vector<bool> has_leaf(plan_.leaves.size());
  for (const Match& match : matcher_.matches(record)) has_leaf[match.leaf] = true;
  for (const Match& match : matcher_.matches(record.title)) has_leaf[match.leaf] = true;
  if (record.sections > 1) add_excluded_elsewhere(record, has_leaf);
  return holds(plan_, strictness_, record, chain_, has_leaf);
}

/// What is excluded is so from whole documents: a leaf of that kind counts in any section.
void Collector::add_excluded_elsewhere(const corpus::Record& record, std::vector<bool>& has_leaf) {
  if (std::none_of(plan_.leaves.begin(), plan_.leaves.end(),
                   [](const Leaf& leaf) { return leaf.excluded; }))
    return;
  const std::string term = corpus::document_term(corpus::document_key(record.path, record.id));
  for (const auto& [number, section] : sections_of(database_, term))
    for (const Match& match : matcher_.matches(section))
      if (plan_.leaves[match.leaf].excluded) has_leaf[match.leaf] = true;
}

/// A spy sees sections before they are collapsed: what it counted is of documents only where none
/// were.
void Collector::count_values(const Xapian::MSet& documents, const Xapian::ValueCountMatchSpy& spy) {
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

}  // namespace limier::query
