#pragma once

#include <vector>

#include "corpus/french/chain.hh"
#include "query/answer.hh"
#include "query/compile.hh"

namespace limier::query {

/// What made the score of a hit of a plan, the most first: for each word of the query each way in
/// which the section holds it, the passage, and the rest if there is any.
std::vector<Reason> reasons_of(const Hit& hit, const CompileContext& context, corpus::Chain& chain);

}  // namespace limier::query
