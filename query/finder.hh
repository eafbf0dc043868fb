#pragma once

#include <cstddef>
#include <vector>

#include <xapian.h>

#include "query/answer.hh"
#include "query/collector.hh"
#include "query/copies.hh"
#include "query/deadline.hh"
#include "query/matcher.hh"
#include "query/presenter.hh"

namespace limier::query {

/// Runs one plan over a database and ranks its hits.
class Finder {
 public:
  Finder(const Plan& plan, Strictness strictness, const FindContext& context);

  /// Puts the number of documents and the facets into `outcome`, and returns the hits.
  std::vector<Hit> run(Outcome& outcome);

 private:
  std::vector<RankedSection> ranked(std::size_t wanted, Outcome& outcome);
  std::vector<RankedSection> by_relevance(std::size_t wanted, Outcome& outcome);
  std::vector<RankedSection> by_date(std::size_t wanted, Outcome& outcome);
  void add_dated_alike(std::vector<RankedSection>& sections);
  void rank_by_passages(std::vector<Hit>& hits);

  const SearchOptions& options_;
  const Deadline& deadline_;
  const Xapian::Database& database_;
  Matcher matcher_;
  Collector collector_;
  Presenter presenter_;
};

}  // namespace limier::query
