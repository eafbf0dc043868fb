#pragma once

#include <optional>

#include "corpus/date.hh"
#include "query/plan.hh"

namespace limier::query {

/// Narrows a plan down to documents of these dates.
void restrict_to(const corpus::DateRange& dates, Plan& plan);

/// What would match as well if it had a date: nothing for a plan that finds more than dated
/// documents.
std::optional<Plan> undated(const Plan& plan);

}  // namespace limier::query
