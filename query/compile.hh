#pragma once

#include <functional>
#include <vector>

#include <xapian.h>

#include "corpus/store/record.hh"
#include "query/plan.hh"

namespace limier::query {

/// How many of a bag's parts must match.
enum class Strictness { all, half, any };

/// A plan as Xapian runs it.
struct Compiled {
  Xapian::Query query;
  /// The query finds too much, and each section must be checked with `holds`: Xapian cannot tell a
  /// phrase with stop words, or the parts of a compound, from the same words in other places.
  bool needs_check = false;
};

/// The weight of the exact form beside that of the stem. FRENCH.md's figures are for 0.3; measured
/// again on the dev topics, see BENCHMARKS.md.
inline constexpr double kExactWeight = 0.3;

/// What is to be compiled against.
struct CompileContext {
  const Plan& plan;
  const Xapian::Database& database;
  Strictness strictness;
};

Compiled compile(const CompileContext& context);

/// Whether a section that holds the leaves for which `has_leaf` is true fulfils the plan.
bool holds(const Plan& plan, Strictness strictness, const corpus::Record& record,
           corpus::Chain& chain, const std::vector<bool>& has_leaf);

}  // namespace limier::query
