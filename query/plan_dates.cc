#include "query/plan_dates.hh"

#include <algorithm>
#include <utility>

#include "corpus/store/fields.hh"

namespace limier::query {
namespace {

bool requires_date(const PlanNode& node, const Plan& plan) {
  if (node.kind == PlanNode::Kind::field)
    return plan.fields[node.index].field->kind == corpus::FieldKind::date;
  return (node.kind == PlanNode::Kind::bag || node.kind == PlanNode::Kind::all) &&
         std::any_of(node.children.begin(), node.children.end(),
                     [&](const PlanNode& child) { return requires_date(child, plan); });
}

}  // namespace

void restrict_to(const corpus::DateRange& dates, Plan& plan) {
  if (plan.is_empty()) return;
  PlanNode filter;
  filter.kind = PlanNode::Kind::field;
  filter.index = plan.fields.size();
  FieldCondition condition;
  condition.field = corpus::find_field("date");
  condition.dates = dates;
  plan.fields.push_back(std::move(condition));
  PlanNode root;
  root.children.push_back(std::move(plan.root));
  root.children.push_back(std::move(filter));
  plan.root = std::move(root);
}

std::optional<Plan> undated(const Plan& plan) {
  if (!requires_date(plan.root, plan)) return std::nullopt;
  Plan other = plan;
  for (FieldCondition& condition : other.fields)
    condition.undated = condition.field->kind == corpus::FieldKind::date;
  return other;
}

}  // namespace limier::query
