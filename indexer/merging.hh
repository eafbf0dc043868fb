#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <xapian.h>

#include "corpus/french/chain.hh"
#include "corpus/store/database.hh"
#include "indexer/segments.hh"

namespace limier::indexer {

/// What a new generation is merged of: for each of its shards the databases that go into it, the
/// one whose metadata count first.
using Parts = std::vector<std::vector<std::filesystem::path>>;

/// Sets aside in all parts what has become boilerplate, and takes back what is none any more.
void settle(const Parts& parts, corpus::Chain& chain);

/// The same in databases that are being updated.
void settle_in_place(const std::vector<std::reference_wrapper<Xapian::WritableDatabase>>& shards,
                     corpus::Chain& chain);

/// Whether updates in place have made the shards of a generation so large that they are better
/// merged anew.
bool has_outgrown(const Parts& generation);

/// Merges the parts into a new generation and puts it in force; durable on return.
void publish(const corpus::DatabaseFolder& folder, const Parts& parts);

}  // namespace limier::indexer
