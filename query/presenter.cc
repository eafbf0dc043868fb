#include "query/presenter.hh"

#include <algorithm>
#include <string>
#include <utility>

#include "corpus/store/terms.hh"
#include "query/stored.hh"

namespace limier::query {
namespace {

/// Appends a passage to one that reaches into it.
void join(Hit& before, Hit next) {
  before.end = std::max(before.end, next.end);
  std::erase_if(next.highlights, [&](const Highlight& highlight) {
    return !before.highlights.empty() && highlight.begin < before.highlights.back().end;
  });
  before.highlights.insert(before.highlights.end(), next.highlights.begin(), next.highlights.end());
}

/// Passages of one document; those that overlap by their contexts become one.
std::vector<Hit> in_order_of_text(std::vector<Hit> passages) {
  std::sort(passages.begin(), passages.end(), [](const Hit& a, const Hit& b) {
    return std::pair(a.record.section, a.begin) < std::pair(b.record.section, b.begin);
  });
  std::vector<Hit> result;
  for (Hit& next : passages) {
    const bool overlaps = !result.empty() && result.back().record.section == next.record.section &&
                          next.begin < result.back().end;
    if (overlaps) join(result.back(), std::move(next));
    else result.push_back(std::move(next));
  }
  return result;
}

}  // namespace

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

double Presenter::present(Hit& hit) {
  const std::vector<Match> matches = matcher_.matches(hit.record);
  const std::vector<Match> in_title = matcher_.matches(hit.record.title);
  const Passage passage = best_passage(hit.record, leaves_, matches);
  set_passage(hit, passage, matches);
  hit.title_highlights = highlights_within(in_title, 0, hit.record.title.size());
  return passage.score + title_score(leaves_, in_title);
}

void Presenter::set_passage(Hit& hit, const Passage& passage,
                            const std::vector<Match>& matches) const {
  const Passage shown = with_context(hit.record, passage, options_.context);
  hit.begin = shown.begin;
  hit.end = shown.end;
  hit.highlights = highlights_within(matches, shown.begin, shown.end);
}

std::vector<Hit> Presenter::passages_of(const Hit& hit) {
  struct Candidate {
    Hit hit;
    double score = 0;
  };
  std::vector<Candidate> candidates;
  const corpus::Record& of = hit.record;
  const std::string term = corpus::document_term(corpus::document_key(of.path, of.id));
  for (const auto& [number, section] : sections_of(database_, term)) {
    const std::vector<Match> matches = matcher_.matches(section);
    if (matches.empty()) continue;
    for (const Passage& passage : best_passages(section, leaves_, matches, options_.per_document)) {
      Candidate& candidate = candidates.emplace_back(Candidate{hit, passage.score});
      candidate.hit.record = section;
      set_passage(candidate.hit, passage, matches);
    }
  }
  if (candidates.empty()) return {hit};
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  candidates.resize(std::min(candidates.size(), options_.per_document));
  std::vector<Hit> passages;
  for (Candidate& candidate : candidates) passages.push_back(std::move(candidate.hit));
  return in_order_of_text(std::move(passages));
}

}  // namespace limier::query
