#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>

#include <xapian.h>

#include "indexer/writer.hh"

namespace limier::indexer {

/// Whether this program can read the stored records of `old`.
bool can_carry_over(const Xapian::Database& old);

/// Copies the documents of `path`, which cannot be read again, out of the stored records of `old`,
/// but for those with a key in `except`; how many. Throws Error when this program cannot read them.
std::uint64_t carry_over(const Xapian::Database& old, const std::string& path,
                         const std::unordered_set<std::string>& except, Writer& writer);

}  // namespace limier::indexer
