#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <xapian.h>

#include "query/answer.hh"

namespace limier::query {

/// The slot whose values a facet counts.
Xapian::valueno slot_of(Facet facet);

/// Values of a slot and how many documents have each, as a facet tells them: see `Outcome::facets`.
std::vector<std::pair<std::string, std::size_t>> facets_of(
    Facet facet, const std::map<std::string, std::size_t>& values);

}  // namespace limier::query
