#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "query/answer.hh"
#include "query/finder.hh"
#include "query/plan.hh"

namespace limier::query {

/// Runs a query and tells what became of it.
using Trial = std::function<Outcome(const std::string& query, const SearchOptions& options)>;

/// Why `query`, planned as `plan`, found nothing: how often each of its words occurs, and what
/// would find something, tried out with `trial`. It ends early, but not in an error, when the time
/// is over.
Diagnosis diagnose(std::string_view query, const Plan& plan, const FindContext& context,
                   const Trial& trial);

/// The same in lines for people, made printable.
std::string describe(const Diagnosis& diagnosis);

}  // namespace limier::query
