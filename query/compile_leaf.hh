#pragma once

#include <string>
#include <vector>

#include <xapian.h>

#include "query/leaves.hh"

namespace limier::query {

/// Queries under one operator: nothing if there are none, or the only one itself.
Xapian::Query join(Xapian::Query::op op, const std::vector<Xapian::Query>& queries);

/// Makes the queries of leaves.
class LeafCompiler {
 public:
  LeafCompiler(const Xapian::Database& database, bool remote)
      : database_(database), remote_(remote) {}

  /// The ways of a leaf beside each other. The typed one weighs most.
  Xapian::Query leaf(const Leaf& leaf);

  /// One way of a leaf, with its weight.
  Xapian::Query weighted(const Leaf& leaf, const Way& way);

  /// Whether a query that was made finds too much: see `Compiled`.
  [[nodiscard]] bool needs_check() const { return needs_check_; }

 private:
  Xapian::Query way(const Way& way);
  Xapian::Query phrase(const Way& way);
  Xapian::Query compound(const Way& way);

  const Xapian::Database& database_;
  bool remote_;
  bool needs_check_ = false;
};

}  // namespace limier::query
