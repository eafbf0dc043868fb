#include "query/relaxation.hh"

#include <algorithm>
#include <numeric>

namespace limier::query {
namespace {

/// A bag of more words than this is relaxed over its rarest ones only: the number of ways in which
/// half the weight can be had grows exponentially.
constexpr std::size_t kMaxRelaxed = 8;

}  // namespace

double weight_of(const PlanNode& node, const Plan& plan) {
  if (node.kind == PlanNode::Kind::leaf) return plan.leaves[node.index].idf;
  double weight = 0;
  for (const PlanNode& child : node.children) weight = std::max(weight, weight_of(child, plan));
  return weight;
}

std::vector<std::size_t> weightiest(const std::vector<double>& weights) {
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  if (order.size() > kMaxRelaxed) order.resize(kMaxRelaxed);
  return order;
}

double half_of(const std::vector<std::size_t>& parts, const std::vector<double>& weights) {
  double sum = 0;
  for (const std::size_t part : parts) sum += weights[part];
  // Rounding must not lose an exact half.
  return sum / 2 - 1e-9;
}

}  // namespace limier::query
