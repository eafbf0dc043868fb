#pragma once

#include <string>
#include <vector>

#include <xapian.h>

#include "corpus/store/lexicon.hh"
#include "query/leaves.hh"

namespace limier::query {

/// Queries under one operator: nothing if there are none, or the only one itself.
Xapian::Query join(Xapian::Query::op op, const std::vector<Xapian::Query>& queries);

/// Makes the queries of leaves.
class LeafCompiler {
 public:
  LeafCompiler(const Xapian::Database& database, bool remote)
      : database_(database), lexicon_(database), remote_(remote) {}

  /// The ways of a leaf beside each other. The typed one weighs most.
  Xapian::Query leaf(const Leaf& leaf);

  /// One way of a leaf, with its weight.
  Xapian::Query weighted(const Leaf& leaf, const Way& way);

  /// Whether a query that was made finds too much: see `Compiled`.
  [[nodiscard]] bool needs_check() const { return needs_check_; }

 private:
  Xapian::Query way(const Way& way);
  Xapian::Query word(const Slot& slot);
  static Xapian::Query prefix(const Slot& slot);
  [[nodiscard]] Xapian::Query forms_preferred(const Slot& slot) const;
  [[nodiscard]] Xapian::Query forms(const Slot& slot) const;
  [[nodiscard]] std::vector<std::string> terms_of(const Slot& slot) const;
  Xapian::Query phrase(const Way& way);
  Xapian::Query compound(const Way& way);

  const Xapian::Database& database_;
  corpus::Lexicon lexicon_;
  bool remote_;
  bool needs_check_ = false;
};

}  // namespace limier::query
