#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include <xapian.h>

#include "corpus/french/chain.hh"
#include "corpus/store/record.hh"
#include "query/answer.hh"
#include "query/compile.hh"
#include "query/copies.hh"
#include "query/deadline.hh"
#include "query/matcher.hh"
#include "query/plan.hh"

namespace limier::query {

/// What a plan is run against; must outlive its Finder.
struct FindContext {
  const Xapian::Database& database;
  corpus::Chain& chain;
  const SearchOptions& options;
  const Deadline& deadline;
  bool remote = false;
  bool several = false;  ///< databases, of which more than one may have a document

  /// The same with other options, which must outlive it too.
  [[nodiscard]] FindContext with(const SearchOptions& other) const {
    return {database, chain, other, deadline, remote, several};
  }
};

/// Collects the sections that a plan finds, and counts their documents: what Xapian returns where
/// that is all of it, else what of it passes a check of its text.
class Collector {
 public:
  /// The matcher, of the same plan, and the plan must outlive it.
  Collector(const Plan& plan, Strictness strictness, const FindContext& context, Matcher& matcher);

  [[nodiscard]] const Compiled& compiled() const { return compiled_; }

  /// For a query that is the plan's or made of it: weighs as all do, a section of each document.
  [[nodiscard]] Xapian::Enquire enquire(const Xapian::Query& query) const;

  /// Puts the best `wanted` sections and the number of documents into `sections` and `outcome`, as
  /// `collect` does for a query by relevance, but sooner. False, with neither touched, where it
  /// takes more. Throws Error when the time is over.
  bool collect_best(std::size_t wanted, Outcome& outcome, std::vector<RankedSection>& sections);

  /// Appends the first `wanted` sections in the order of `enquire`, and puts the number of
  /// documents into `outcome`. Throws Error when the time is over.
  void collect(Xapian::Enquire& enquire, std::size_t wanted, Outcome& outcome,
               std::vector<RankedSection>& sections);

  /// How many documents have each value of the facet.
  [[nodiscard]] const std::map<std::string, std::size_t>& values() const { return values_; }

 private:
  [[nodiscard]] Xapian::Enquire uncollapsed(const Xapian::Query& query) const;
  void count(std::size_t found, Xapian::doccount asked, Xapian::doccount expected,
             Outcome& outcome) const;
  void unchecked(Xapian::Enquire& enquire, std::size_t wanted, Outcome& outcome,
                 std::vector<RankedSection>& sections);
  void checked(Xapian::Enquire& enquire, std::size_t wanted, Outcome& outcome,
               std::vector<RankedSection>& sections);
  bool passes(const corpus::Record& record);
  void add_excluded_elsewhere(const corpus::Record& record, std::vector<bool>& has_leaf);
  void count_values(const Xapian::MSet& documents, const Xapian::ValueCountMatchSpy& spy);
  [[nodiscard]] bool counts_all() const;
  [[nodiscard]] Xapian::doccount sections_expected() const;
  [[nodiscard]] std::size_t documents_of(double sections) const;
  [[nodiscard]] Xapian::doccount how_many(Xapian::doccount expected, std::size_t wanted) const;

  const Plan& plan_;
  Strictness strictness_;
  const SearchOptions& options_;
  const Deadline& deadline_;
  bool remote_;
  bool several_;
  corpus::Chain& chain_;
  const Xapian::Database& database_;
  Matcher& matcher_;
  Compiled compiled_;
  std::map<std::string, std::size_t> values_;
};

}  // namespace limier::query
