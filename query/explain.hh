#pragma once

#include <vector>

#include <xapian.h>

#include "corpus/french/chain.hh"
#include "query/answer.hh"
#include "query/plan.hh"

namespace limier::query {

/// What made the score of a hit of `plan`, the most first: for each word of the query each way in
/// which the section holds it, the passage, and the rest if there is any.
std::vector<Reason> reasons_of(const Hit& hit, const Plan& plan, const Xapian::Database& database,
                               corpus::Chain& chain);

}  // namespace limier::query
