#include "query/searcher.hh"

#include <algorithm>
#include <chrono>
#include <unordered_set>
#include <utility>

#include "corpus/error.hh"
#include "corpus/store/database.hh"
#include "query/passage.hh"
#include "query/syntax.hh"

namespace limier::query {
namespace {

/// Okapi BM25; on the judged sets k1 and b are flat around these (Robertson's usual values).
Xapian::BM25Weight ranking() { return {1.2, 0, 1, 0.75, 0.5}; }

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
        matcher_(plan.leaves, chain) {
    enquire_.set_query(compiled_.query);
    enquire_.set_weighting_scheme(ranking());
    enquire_.set_sort_by_relevance_then_value(corpus::kDocumentSlot, false);
    // A section that fails the check must not hide, by collapsing, another that passes it.
    if (!compiled_.needs_check) enquire_.set_collapse_key(corpus::kDocumentSlot);
  }

  void run(Outcome& outcome, std::vector<Hit>& hits) {
    if (compiled_.needs_check) checked(outcome, hits);
    else unchecked(outcome, hits);
  }

 private:
  void unchecked(Outcome& outcome, std::vector<Hit>& hits) {
    // With sections collapsed, Xapian's bounds on the matches are loose: what it returns is exact.
    const auto limit = static_cast<Xapian::doccount>(options_.limit);
    const Xapian::doccount wanted =
        options_.count_all ? database_.get_doccount() : std::max(limit, kCountedExactly);
    const Xapian::MSet sections = enquire_.get_mset(0, wanted);
    outcome.exact = sections.size() < wanted;
    outcome.documents = outcome.exact || options_.count_all ? sections.size()
                                                            : sections.get_matches_estimated();
    for (Xapian::doccount i = 0; i < std::min(limit, sections.size()); ++i) {
      const Xapian::MSetIterator section = sections[i];
      corpus::Record record = corpus::decode_record(section.get_document().get_data());
      std::vector<Match> matches;
      if (options_.passages) matches = matcher_.matches(record.text);
      add_hit(section.get_weight(), std::move(record), matches, hits);
    }
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
        const std::vector<Match> matches = matcher_.matches(record.text);
        if (!passes(record, matches)) continue;
        seen.insert(std::move(key));
        if (hits.size() < options_.limit)
          add_hit(section.get_weight(), std::move(record), matches, hits);
      }
      read += sections.size();
      outcome.documents = seen.size();
      if (sections.size() < kChunk) return;
      if (options_.count_all || hits.size() < options_.limit || read < kCountedExactly) continue;
      outcome.exact = false;
      outcome.documents = seen.size() * sections.get_matches_estimated() / read;
      return;
    }
  }

  bool passes(const corpus::Record& record, const std::vector<Match>& matches) {
    std::vector<bool> has_leaf(plan_.leaves.size());
    for (const Match& match : matches) has_leaf[match.leaf] = true;
    for (const Match& match : matcher_.matches(record.title)) has_leaf[match.leaf] = true;
    return holds(plan_, strictness_, record, chain_, has_leaf);
  }

  void add_hit(double score, corpus::Record record, const std::vector<Match>& matches,
               std::vector<Hit>& hits) {
    Hit hit;
    hit.rank = hits.size() + 1;
    hit.score = score;
    if (options_.passages) {
      const Passage passage = best_passage(record, plan_.leaves, matches);
      hit.begin = passage.begin;
      hit.end = passage.end;
      hit.highlights = highlights_within(matches, passage.begin, passage.end);
      hit.title_highlights =
          highlights_within(matcher_.matches(record.title), 0, record.title.size());
    }
    hit.record = std::move(record);
    hits.push_back(std::move(hit));
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

}  // namespace

Searcher::Searcher(std::vector<std::string> folders)
    : folders_(std::move(folders)), database_(corpus::open_for_search(folders_)) {}

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
  const Plan plan = make_plan(parse_query(query), database_, chain_);
  for (const Leaf& leaf : plan.leaves)
    if (leaf.absent) answer.outcome.missing.push_back(leaf.typed);
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
  return answer;
}

}  // namespace limier::query
