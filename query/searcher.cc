#include "query/searcher.hh"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include "query/deadline.hh"
#include "query/diagnosis.hh"
#include "query/explain.hh"
#include "query/finder.hh"
#include "query/like.hh"
#include "query/plan_dates.hh"
#include "query/stored.hh"
#include "query/syntax.hh"

namespace limier::query {
namespace {

/// What the user should know of the words of a query.
void tell(const Plan& plan, Outcome& outcome) {
  outcome.notes = plan.notes;
  std::set<std::pair<std::string_view, bool>> told;
  for (const Leaf& leaf : plan.leaves) {
    if (leaf.excluded || !told.emplace(leaf.typed, leaf.group).second) continue;
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

Searcher::Searcher(std::vector<std::string> folders, const std::string& synonyms_file,
                   corpus::Opening opening)
    : database_(std::move(folders), std::move(opening)) {
  if (!synonyms_file.empty()) synonyms_.emplace(synonyms_file, chain_);
}

Answer Searcher::search(std::string_view query, const SearchOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  chain_.forget_surplus();
  const Deadline deadline(options.timeout);
  Answer found = database_.read([&] { return answer(query, options, deadline); });
  found.outcome.partial = missing();
  found.outcome.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return found;
}

std::optional<StoredText> Searcher::stored(const std::string& name, std::string_view query,
                                           const SearchOptions& options) {
  chain_.forget_surplus();
  return database_.read([&]() -> std::optional<StoredText> {
    auto record = stored_document(database_.get(), name);
    if (!record) return std::nullopt;
    StoredText result{std::move(*record), {}};
    const Plan wanted = plan(query, options);
    std::vector<Match> matches =
        Matcher(wanted.leaves, wanted.nears, chain_).matches(result.record.text);
    std::erase_if(matches, [&](const Match& match) { return wanted.leaves[match.leaf].excluded; });
    result.highlights = highlights_within(matches, 0, result.record.text.size());
    return result;
  });
}

Plan Searcher::plan(std::string_view query, const SearchOptions& options) {
  if (!options.like.empty()) return make_like_plan(options.like, database_.get(), chain_);
  const LeafOptions how{options.variants, !options.as_typed, synonyms_ ? &*synonyms_ : nullptr};
  return make_plan(parse_query(query), database_.get(), chain_, how);
}

Answer Searcher::answer(std::string_view query, const SearchOptions& options,
                        const Deadline& deadline) {
  Answer answer;
  Plan plan = this->plan(query, options);
  if (!options.dates.is_open()) restrict_to(options.dates, plan);
  if (options.like.empty()) tell(plan, answer.outcome);
  deadline.check();
  const FindContext context{database_.get(),       chain_, options, deadline, database_.is_remote(),
                            database_.is_several()};
  const auto find = [&](Strictness strictness) {
    answer.hits = Finder(plan, strictness, context).run(answer.outcome);
  };
  const bool any = options.match == MatchMode::any || !options.like.empty();
  find(any ? Strictness::any : Strictness::all);
  if (answer.outcome.documents == 0 && !any && options.match == MatchMode::automatic &&
      !options.as_typed && plan.leaves.size() > 1) {
    find(Strictness::half);
    answer.outcome.relaxed = answer.outcome.documents > 0;
  }
  if (!options.as_typed) answer.outcome.undated = count_undated(plan, context);
  if (options.diagnose && answer.outcome.documents == 0 && options.like.empty())
    answer.outcome.diagnosis =
        diagnose(query, plan, context, [&](const std::string& other, const SearchOptions& how) {
          return this->answer(other, how, deadline).outcome;
        });
  if (options.explain)
    for (Hit& hit : answer.hits)
      hit.why =
          reasons_of(hit, {plan, database_.get(), Strictness::all, database_.is_remote()}, chain_);
  return answer;
}

std::size_t Searcher::count_undated(const Plan& plan, FindContext context) {
  const std::optional<Plan> without_dates = undated(plan);
  if (!without_dates) return 0;
  SearchOptions options = context.options;
  options.limit = 0;
  options.offset = 0;
  options.as_typed = true;
  options.facet = Facet::none;
  const bool any = options.match == MatchMode::any || !options.like.empty();
  Outcome outcome;
  Finder(*without_dates, any ? Strictness::any : Strictness::all, context.with(options))
      .run(outcome);
  return outcome.documents;
}

}  // namespace limier::query
