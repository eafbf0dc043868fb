#pragma once

#include <map>
#include <string>
#include <vector>

#include <xapian.h>

#include "corpus/french/chain.hh"
#include "query/answer.hh"
#include "query/compile.hh"
#include "query/copies.hh"
#include "query/deadline.hh"
#include "query/matcher.hh"
#include "query/presenter.hh"

namespace limier::query {

/// What a plan is run against; must outlive its Finder.
struct FindContext {
  const Xapian::Database& database;
  corpus::Chain& chain;
  const SearchOptions& options;
  const Deadline& deadline;
  bool remote = false;
};

/// Runs one plan over a database and collects its hits.
class Finder {
 public:
  Finder(const Plan& plan, Strictness strictness, const FindContext& context);

  /// Puts the number of documents and the facets into `outcome`, and returns the hits.
  std::vector<Hit> run(Outcome& outcome);

 private:
  [[nodiscard]] Xapian::Enquire enquire(const Xapian::Query& query) const;
  std::vector<RankedSection> ranked(std::size_t wanted, Outcome& outcome);
  std::vector<RankedSection> by_relevance(std::size_t wanted, Outcome& outcome);
  std::vector<RankedSection> by_date(std::size_t wanted, Outcome& outcome);
  void add_dated_alike(std::vector<RankedSection>& sections);
  void collect(Xapian::Enquire& enquire, std::size_t wanted, Outcome& outcome,
               std::vector<RankedSection>& sections);
  void unchecked(Xapian::Enquire& enquire, std::size_t wanted, Outcome& outcome,
                 std::vector<RankedSection>& sections);
  void checked(Xapian::Enquire& enquire, std::size_t wanted, Outcome& outcome,
               std::vector<RankedSection>& sections);
  bool passes(const corpus::Record& record);
  void add_excluded_elsewhere(const corpus::Record& record, std::vector<bool>& has_leaf);
  void count_values(const Xapian::MSet& documents, const Xapian::ValueCountMatchSpy& spy);
  [[nodiscard]] bool counts_all() const;
  [[nodiscard]] Xapian::doccount how_many(const Xapian::Enquire& enquire, std::size_t wanted) const;
  void rank_by_passages(std::vector<Hit>& hits);

  const Plan& plan_;
  Strictness strictness_;
  const SearchOptions& options_;
  const Deadline& deadline_;
  bool remote_;
  corpus::Chain& chain_;
  const Xapian::Database& database_;
  Compiled compiled_;
  Matcher matcher_;
  Presenter presenter_;
  std::map<std::string, std::size_t> values_;
};

}  // namespace limier::query
