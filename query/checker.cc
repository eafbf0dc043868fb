#include "query/checker.hh"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace limier::query {
namespace {

/// Whether a section fulfils a plan, given the leaves that it holds.
class Checker {
 public:
  Checker(const Plan& plan, Strictness strictness, const corpus::Record& record,
          corpus::Chain& chain, const std::vector<bool>& has_leaf)
      : plan_(plan), strictness_(strictness), record_(record), chain_(chain), has_leaf_(has_leaf) {}

  bool holds(const PlanNode& node) {
    switch (node.kind) {
      case PlanNode::Kind::leaf: return has_leaf_[node.index];
      case PlanNode::Kind::near:
        return std::all_of(node.children.begin(), node.children.end(),
                           [&](const PlanNode& child) { return has_leaf_[child.index]; });
      case PlanNode::Kind::field: return field(plan_.fields[node.index]);
      case PlanNode::Kind::any:
        return std::any_of(node.children.begin(), node.children.end(),
                           [&](const PlanNode& child) { return holds(child); });
      case PlanNode::Kind::all:
        return excludes_nothing(node) &&
               std::all_of(node.children.begin(), node.children.end(),
                           [&](const PlanNode& child) { return holds(child); });
      case PlanNode::Kind::bag: break;
    }
    return excludes_nothing(node) && (node.children.empty() || bag(node));
  }

 private:
  bool excludes_nothing(const PlanNode& node) {
    Checker strict(plan_, Strictness::all, record_, chain_, has_leaf_);
    return std::none_of(node.excluded.begin(), node.excluded.end(),
                        [&](const PlanNode& child) { return strict.holds(child); });
  }

  bool bag(const PlanNode& node) {
    std::vector<double> weights;
    std::vector<bool> held;
    for (const PlanNode& child : node.children) {
      const bool fulfilled = holds(child);
      if (child.kind == PlanNode::Kind::field) {
        if (!fulfilled) return false;
        continue;
      }
      weights.push_back(weight_of(child, plan_));
      held.push_back(fulfilled);
    }
    const auto count = std::count(held.begin(), held.end(), true);
    if (strictness_ == Strictness::all || held.empty())
      return count == static_cast<std::ptrdiff_t>(held.size());
    if (strictness_ == Strictness::any) return count > 0;
    const std::vector<std::size_t> order = weightiest(weights);
    double matched = 0;
    for (const std::size_t part : order) matched += held[part] ? weights[part] : 0;
    return count > 0 && matched >= half_of(order, weights);
  }

  bool field(const FieldCondition& condition) {
    if (condition.field->kind == corpus::FieldKind::path) {
      const std::string& path = record_.path;
      const std::size_t size = condition.path.size();
      return path.starts_with(condition.path) &&
             (size == 0 || size == path.size() || path[size] == '/');
    }
    if (condition.field->kind == corpus::FieldKind::date)
      return condition.undated ? record_.date.empty()
                               : !record_.date.empty() && condition.dates.holds(record_.date);
    const std::string_view name = condition.field->name;
    const auto& tokens = chain_.analyse(name == "title"    ? record_.title
                                        : name == "author" ? record_.author
                                                           : record_.source);
    return std::all_of(condition.slots.begin(), condition.slots.end(), [&](const Slot& slot) {
      return std::any_of(tokens.begin(), tokens.end(),
                         [&](const corpus::Token& token) { return finds(slot, *token.word); });
    });
  }

  const Plan& plan_;
  Strictness strictness_;
  const corpus::Record& record_;
  corpus::Chain& chain_;
  const std::vector<bool>& has_leaf_;
};

}  // namespace

bool holds(const Plan& plan, Strictness strictness, const corpus::Record& record,
           corpus::Chain& chain, const std::vector<bool>& has_leaf) {
  return Checker(plan, strictness, record, chain, has_leaf).holds(plan.root);
}

}  // namespace limier::query
