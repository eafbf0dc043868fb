#pragma once

#include <xapian.h>

#include "query/plan.hh"
#include "query/relaxation.hh"

namespace limier::query {

/// A plan as Xapian runs it.
struct Compiled {
  Xapian::Query query;
  /// The query finds too much, and each section must be checked with `holds`: Xapian cannot tell a
  /// phrase with stop words, or the parts of a compound, from the same words in other places.
  bool needs_check = false;
};

/// The weight of the exact form beside that of the stem. On judged sets of questions and of laws
/// 0.15 to 0.7 are alike, and all are better than 0 by .01 to .02 of nDCG@10.
inline constexpr double kExactWeight = 0.3;

/// The weight of what counts as a word without being typed: a variant, an acronym, a synonym.
inline constexpr double kOtherWayWeight = 0.45;

/// What is to be compiled against.
struct CompileContext {
  const Plan& plan;
  const Xapian::Database& database;
  Strictness strictness;
};

Compiled compile(const CompileContext& context);

}  // namespace limier::query
