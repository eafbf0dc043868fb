#pragma once

#include "corpus/error.hh"
#include "indexer/console.hh"
#include "indexer/options.hh"

namespace limier::indexer {

/// Looks for damage, in child processes: by Xapian's own check, and by what that cannot see. Each
/// record has its checksum and the terms, positions and values that its text makes; a document has
/// all of its sections; documents are as many as the metadata and the ledger say. Throws Error when
/// there is no database to check.
corpus::ExitCode check(const Options& options, Console& console);

}  // namespace limier::indexer
