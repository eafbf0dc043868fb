#pragma once

#include <xapian.h>

#include "indexer/writer.hh"

namespace limier::indexer {

/// Whether this program can read the stored records of `old`.
bool can_carry_over(const Xapian::Database& old);

/// Copies what came from standard input, which no rebuild can read again, out of the stored records
/// of `old`. Throws Error when this program cannot read them.
void carry_over_standard_input(const Xapian::Database& old, Writer& writer);

}  // namespace limier::indexer
