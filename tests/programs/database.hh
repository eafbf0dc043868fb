#pragma once

#include <cstddef>
#include <map>
#include <string>

// What the program tests see of a database from within.
namespace limier::tests {

/// All that a database holds, whatever ids Xapian gave: of each section terms, positions, values
/// and record, and the metadata, but for the size that it had when it was merged.
std::map<std::string, std::string> content_of(const std::string& folder);

std::size_t sections_in(const std::string& folder);

}  // namespace limier::tests
