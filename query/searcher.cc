#include "query/searcher.hh"

#include <algorithm>
#include <chrono>
#include <unordered_set>
#include <utility>

#include "corpus/error.hh"
#include "corpus/store/database.hh"
#include "corpus/store/terms.hh"
#include "query/checker.hh"
#include "query/passage.hh"
#include "query/ranking.hh"
#include "query/syntax.hh"

namespace limier::query {
namespace {

/// Documents that are counted exactly even where fewer are shown.
constexpr Xapian::doccount kCountedExactly = 1000;

/// How often a search begins anew because the database was rewritten under it.
constexpr int kMaxRetries = 20;

/// Sections asked for at a time where each must be checked.
constexpr Xapian::doccount kChunk = 200;

/// The union of the spans of `matches` from `begin` to `end`, in order and apart from each other.
std::vector<Highlight> highlights_within(const std::vector<Match>& matches, std::size_t begin,
                                         std::size_t end) {
  std::vector<Highlight> result;
  for (const Match& match : matches) {
    if (match.begin < begin || match.end > end) continue;
    if (!result.empty() && match.begin <= result.back().end)
      result.back().end = std::max(result.back().end, match.end);
    else result.push_back({match.begin, match.end});
  }
  return result;
}

/// Runs one compiled plan over a database and collects its hits.
class Finder {
 public:
  Finder(const Plan& plan, Strictness strictness, const SearchOptions& options,
         const Xapian::Database& database, corpus::Chain& chain)
      : plan_(plan),
        strictness_(strictness),
        options_(options),
        chain_(chain),
        database_(database),
        compiled_(compile({plan, database, strictness})),
        enquire_(database),
        matcher_(plan.leaves, plan.nears, chain) {
    enquire_.set_query(compiled_.query);
    enquire_.set_weighting_scheme(Xapian::BM25Weight(ranking::kK1, 0, 1, ranking::kB, 0.5));
    enquire_.set_sort_by_relevance_then_value(corpus::kDocumentSlot, false);
    // A section that fails the check must not hide, by collapsing, another that passes it.
    if (!compiled_.needs_check) enquire_.set_collapse_key(corpus::kDocumentSlot);
  }

  void run(Outcome& outcome, std::vector<Hit>& hits) {
    if (compiled_.needs_check) checked(outcome, hits);
    else unchecked(outcome, hits);
    // Only the first have got anything for their passages, so the others stay behind them.
    std::stable_sort(hits.begin(), hits.end(),
                     [](const Hit& a, const Hit& b) { return a.score > b.score; });
    if (hits.size() > options_.limit) hits.resize(options_.limit);
    for (std::size_t i = 0; i < hits.size(); ++i) hits[i].rank = i + 1;
  }

 private:
  void unchecked(Outcome& outcome, std::vector<Hit>& hits) {
    // With sections collapsed, Xapian's bounds on the matches are loose: what it returns is exact.
    const Xapian::doccount wanted =
        options_.count_all ? database_.get_doccount() : std::max(wanted_hits(), kCountedExactly);
    const Xapian::MSet sections = enquire_.get_mset(0, wanted);
    outcome.exact = options_.count_all || sections.size() < wanted;
    outcome.documents = outcome.exact ? sections.size() : sections.get_matches_estimated();
    for (Xapian::doccount i = 0; i < std::min(wanted_hits(), sections.size()); ++i)
      add_hit(sections[i].get_weight(), read(sections[i]), hits);
  }

  /// Reads on until enough sections have passed the check; the number of the others is estimated
  /// by their share so far, unless all are to be counted.
  void checked(Outcome& outcome, std::vector<Hit>& hits) {
    std::unordered_set<std::string> seen;
    Xapian::doccount read = 0;
    while (true) {
      const Xapian::MSet sections = enquire_.get_mset(read, kChunk);
      for (auto section = sections.begin(); section != sections.end(); ++section) {
        const Xapian::Document stored = section.get_document();
        std::string key = stored.get_value(corpus::kDocumentSlot);
        if (seen.contains(key)) continue;
        corpus::Record record = corpus::decode_record(stored.get_data());
        if (!passes(record)) continue;
        seen.insert(std::move(key));
        if (hits.size() < wanted_hits()) add_hit(section.get_weight(), std::move(record), hits);
      }
      read += sections.size();
      outcome.documents = seen.size();
      if (sections.size() < kChunk) return;
      if (options_.count_all || hits.size() < wanted_hits() || read < kCountedExactly) continue;
      outcome.exact = false;
      outcome.documents = seen.size() * sections.get_matches_estimated() / read;
      return;
    }
  }

  /// Sections whose passages are looked at may come to be shown, whatever their rank so far.
  [[nodiscard]] Xapian::doccount wanted_hits() const {
    const auto limit = static_cast<Xapian::doccount>(options_.limit);
    return options_.as_typed ? limit : std::max(limit, ranking::kRankedByPassage);
  }

  static corpus::Record read(const Xapian::MSetIterator& section) {
    return corpus::decode_record(section.get_document().get_data());
  }

  bool passes(const corpus::Record& record) {
    std::vector<bool> has_leaf(plan_.leaves.size());
    for (const Match& match : matcher_.matches(record.text)) has_leaf[match.leaf] = true;
    for (const Match& match : matcher_.matches(record.title)) has_leaf[match.leaf] = true;
    if (record.sections > 1) add_excluded_elsewhere(record, has_leaf);
    return holds(plan_, strictness_, record, chain_, has_leaf);
  }

  /// What is excluded is so from whole documents: a leaf of that kind counts in any section.
  void add_excluded_elsewhere(const corpus::Record& record, std::vector<bool>& has_leaf) {
    if (std::none_of(plan_.leaves.begin(), plan_.leaves.end(),
                     [](const Leaf& leaf) { return leaf.excluded; }))
      return;
    const std::string term = corpus::document_term(corpus::document_key(record.path, record.id));
    for (auto id = database_.postlist_begin(term); id != database_.postlist_end(term); ++id) {
      const auto other = corpus::decode_record(database_.get_document(*id).get_data());
      for (const Match& match : matcher_.matches(other.text))
        if (plan_.leaves[match.leaf].excluded) has_leaf[match.leaf] = true;
    }
  }

  void add_hit(double score, corpus::Record record, std::vector<Hit>& hits) {
    const bool ranks = hits.size() < ranking::kRankedByPassage;
    Hit& hit = hits.emplace_back();
    hit.score = score;
    hit.record = std::move(record);
    if (!ranks && !options_.passages) return;
    const std::vector<Match> matches = matcher_.matches(hit.record.text);
    const std::vector<Match> in_title = matcher_.matches(hit.record.title);
    const Passage passage = best_passage(hit.record, plan_.leaves, matches);
    if (ranks)
      hit.score += ranking::kPassageWeight * (passage.score + title_score(plan_.leaves, in_title));
    hit.begin = passage.begin;
    hit.end = passage.end;
    hit.highlights = highlights_within(matches, passage.begin, passage.end);
    hit.title_highlights = highlights_within(in_title, 0, hit.record.title.size());
  }

  const Plan& plan_;
  Strictness strictness_;
  const SearchOptions& options_;
  corpus::Chain& chain_;
  const Xapian::Database& database_;
  Compiled compiled_;
  Xapian::Enquire enquire_;
  Matcher matcher_;
};

/// What the user should know of the words of a query.
void tell(const Plan& plan, Outcome& outcome) {
  for (const Leaf& leaf : plan.leaves) {
    if (leaf.excluded) continue;
    const bool held = std::any_of(leaf.ways.begin(), leaf.ways.end(), [](const Way& way) {
      return is_as_typed(way.origin) && way.idf > 0;
    });
    if (!held && !leaf.group) outcome.missing.push_back(leaf.typed);
    for (const Way& way : leaf.ways) {
      if (is_as_typed(way.origin)) continue;
      outcome.expansions.push_back({leaf.typed, way.shown, way.origin});
    }
  }
}

}  // namespace

Searcher::Searcher(std::vector<std::string> folders, const std::string& synonyms_file)
    : folders_(std::move(folders)), database_(corpus::open_for_search(folders_)) {
  if (!synonyms_file.empty()) synonyms_.emplace(synonyms_file, chain_);
}

std::size_t Searcher::count_undated(const Plan& plan, SearchOptions options) {
  const std::optional<Plan> without_dates = undated(plan);
  if (!without_dates) return 0;
  options.limit = 0;
  options.as_typed = true;
  Answer answer;
  const Strictness strictness = options.match == MatchMode::any ? Strictness::any : Strictness::all;
  Finder(*without_dates, strictness, options, database_, chain_).run(answer.outcome, answer.hits);
  return answer.outcome.documents;
}

Outcome Searcher::search(std::string_view query, const SearchOptions& options,
                         const std::function<void(const Hit&)>& show) {
  const auto start = std::chrono::steady_clock::now();
  chain_.forget_surplus();
  Answer found;
  for (int attempt = 0;; ++attempt) {
    try {
      found = answer(query, options);
      break;
    } catch (const Xapian::DatabaseModifiedError& error) {
      // The pages that were being read are gone; the newest state is as good.
      if (attempt == kMaxRetries) throw corpus::explain(error, folders_.front());
      database_ = corpus::open_for_search(folders_);
    } catch (const Xapian::Error& error) {
      throw corpus::explain(error, folders_.front());
    }
  }
  found.outcome.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  for (const Hit& hit : found.hits) show(hit);
  return found.outcome;
}

Searcher::Answer Searcher::answer(std::string_view query, const SearchOptions& options) {
  Answer answer;
  const LeafOptions how{options.variants, !options.as_typed, synonyms_ ? &*synonyms_ : nullptr};
  Plan plan = make_plan(parse_query(query), database_, chain_, how);
  if (!options.dates.is_open()) restrict_to(options.dates, plan);
  answer.outcome.notes = plan.notes;
  tell(plan, answer.outcome);
  const auto find = [&](Strictness strictness) {
    Finder(plan, strictness, options, database_, chain_).run(answer.outcome, answer.hits);
  };
  const bool any = options.match == MatchMode::any;
  find(any ? Strictness::any : Strictness::all);
  if (answer.outcome.documents == 0 && options.match == MatchMode::automatic && !options.as_typed &&
      plan.leaves.size() > 1) {
    find(Strictness::half);
    answer.outcome.relaxed = answer.outcome.documents > 0;
  }
  if (!options.as_typed) answer.outcome.undated = count_undated(plan, options);
  return answer;
}

}  // namespace limier::query
