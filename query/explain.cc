#include "query/explain.hh"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "corpus/store/terms.hh"

namespace limier::query {
namespace {

/// Spellings that are listed of those that a section holds.
constexpr std::size_t kMaxFound = 5;

/// How much a query weighs in one section: BM25 asks for nothing but the terms, the section and the
/// collection, so that the parts of a query add up.
double weight_in(const Hit& hit, const Xapian::Query& query, const Xapian::Database& database) {
  const std::string document =
      corpus::document_term(corpus::document_key(hit.record.path, hit.record.id));
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(weighting());
  enquire.set_query({Xapian::Query::OP_FILTER, query, Xapian::Query(document)});
  const Xapian::MSet sections = enquire.get_mset(0, database.get_doccount());
  for (auto section = sections.begin(); section != sections.end(); ++section)
    if (*section == hit.section) return section.get_weight();
  return 0;
}

std::string_view name_of(Origin origin) {
  switch (origin) {
    case Origin::joined: return "joined";
    case Origin::variant: return "variant";
    case Origin::acronym: return "acronym";
    case Origin::synonym: return "synonym";
    case Origin::correction: return "correction";
    case Origin::typed: break;
  }
  return "typed";
}

/// How the section holds a leaf, of which `matches` are those in one way.
std::string kind_of(const Way& way, const std::vector<Match>& matches, std::string_view text,
                    corpus::Chain& chain) {
  if (way.origin != Origin::typed) return std::string(name_of(way.origin));
  const auto any = [&](const auto& holds) {
    return std::any_of(matches.begin(), matches.end(), holds);
  };
  if (way.slots.back().prefix) return "prefix";
  if (matches.empty() || any([](const Match& match) { return match.exact; })) return "typed";
  const bool unaccented =
      way.slots[0].literal || any([&](const Match& match) {
        return chain.word(text.substr(match.begin, match.end - match.begin)).folded ==
               way.slots[0].word.folded;
      });
  return unaccented ? "accent" : "inflection";
}

Reason reason_of(const Leaf& leaf, const Way& way, const std::vector<Match>& matches,
                 std::string_view text, corpus::Chain& chain) {
  Reason reason;
  reason.typed = leaf.typed;
  reason.as = kind_of(way, matches, text, chain);
  for (const Match& match : matches) {
    std::string found(text.substr(match.begin, match.end - match.begin));
    if (reason.found.size() < kMaxFound &&
        std::find(reason.found.begin(), reason.found.end(), found) == reason.found.end())
      reason.found.push_back(std::move(found));
  }
  return reason;
}

}  // namespace

std::vector<Reason> reasons_of(const Hit& hit, const CompileContext& context,
                               corpus::Chain& chain) {
  const Plan& plan = context.plan;
  std::vector<Reason> reasons;
  double rest = hit.score - hit.passage_score;
  const std::string text = hit.record.title + "\n\n" + hit.record.text;
  const std::vector<Match> all = Matcher(plan.leaves, plan.nears, chain).matches(text);
  for (std::size_t i = 0; i < plan.leaves.size(); ++i) {
    const Leaf& leaf = plan.leaves[i];
    if (leaf.excluded) continue;
    for (std::size_t way = 0; way < leaf.ways.size(); ++way) {
      const double score =
          weight_in(hit, compile_way(leaf, leaf.ways[way], context), context.database);
      if (score == 0) continue;
      std::vector<Match> matches;
      for (const Match& match : all)
        if (match.leaf == i && match.way == way) matches.push_back(match);
      reasons.push_back(reason_of(leaf, leaf.ways[way], matches, text, chain));
      reasons.back().score = score;
      rest -= score;
    }
  }
  if (hit.passage_score != 0) reasons.push_back({{}, "passage", {}, hit.passage_score});
  constexpr double kRounding = 1e-6;
  if (std::abs(rest) > kRounding) reasons.push_back({{}, "rest", {}, rest});
  std::stable_sort(reasons.begin(), reasons.end(),
                   [](const Reason& a, const Reason& b) { return a.score > b.score; });
  return reasons;
}

}  // namespace limier::query
