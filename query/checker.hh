#pragma once

#include <vector>

#include "corpus/french/chain.hh"
#include "corpus/store/record.hh"
#include "query/plan.hh"
#include "query/relaxation.hh"

namespace limier::query {

/// Whether a section that holds the leaves for which `has_leaf` is true fulfils the plan.
bool holds(const Plan& plan, Strictness strictness, const corpus::Record& record,
           corpus::Chain& chain, const std::vector<bool>& has_leaf);

}  // namespace limier::query
