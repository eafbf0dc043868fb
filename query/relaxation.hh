#pragma once

#include <cstddef>
#include <vector>

#include "query/plan.hh"

namespace limier::query {

/// How many of a bag's parts must match.
enum class Strictness { all, half, any };

/// What a part of a bag weighs: the inverse document frequency of its rarest leaf.
double weight_of(const PlanNode& node, const Plan& plan);

/// The parts of a bag that count when it is relaxed, the heaviest first.
std::vector<std::size_t> weightiest(const std::vector<double>& weights);

/// Half of the weight of these parts.
double half_of(const std::vector<std::size_t>& parts, const std::vector<double>& weights);

}  // namespace limier::query
