#pragma once

#include <xapian.h>

#include "query/plan.hh"
#include "query/relaxation.hh"

namespace limier::query {

/// A plan as Xapian runs it.
struct Compiled {
  Xapian::Query query;
  /// The query finds too much, and each section must be checked with `holds`: Xapian cannot tell
  /// what stands near each other, or the parts of a compound, from the same words in other places.
  /// Nor can a server tell a phrase.
  bool needs_check = false;
};

/// What is to be compiled against.
struct CompileContext {
  const Plan& plan;
  const Xapian::Database& database;
  Strictness strictness = Strictness::all;
  bool remote = false;  ///< whether a shard of the database is on another machine
};

Compiled compile(const CompileContext& context);

/// One way of a leaf as it stands in the compiled plan, with its weight.
Xapian::Query compile_way(const Leaf& leaf, const Way& way, const CompileContext& context);

/// How compiled plans are weighted.
Xapian::BM25Weight weighting();

}  // namespace limier::query
