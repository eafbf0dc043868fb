#pragma once

#include <string>

#include <xapian.h>

#include "corpus/french/chain.hh"
#include "query/plan.hh"

namespace limier::query {

/// What finds documents like the one called `name`, see `stored_document`: any of its weightiest
/// words, by tf-idf, itself left out. Throws Error where there is no such document.
Plan make_like_plan(const std::string& name, const Xapian::Database& database,
                    corpus::Chain& chain);

}  // namespace limier::query
