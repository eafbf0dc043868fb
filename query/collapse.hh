#pragma once

#include <cstddef>
#include <vector>

#include <xapian.h>

#include "query/copies.hh"

namespace limier::query {

/// Sections of a ranked list, one of each document.
struct Collapsed {
  std::vector<RankedSection> sections;  ///< the first of them
  std::size_t documents = 0;            ///< in the whole list
};

/// Does what Xapian does when it collapses and breaks ties by the document's key, `wanted` sections
/// long, but reads the keys only of those that tie: Xapian reads the key of each that matches.
/// `found` is by weight, and `whole` if it holds all that match: what may tie with others that it
/// does not hold is left out.
Collapsed collapse(const Xapian::MSet& found, bool whole, std::size_t wanted,
                   const Xapian::Database& database);

}  // namespace limier::query
