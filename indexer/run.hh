#pragma once

#include "corpus/error.hh"
#include "indexer/console.hh"
#include "indexer/options.hh"

namespace limier::indexer {

/// Does what the options ask for. Throws Error when the database stays as it was.
corpus::ExitCode run(const Options& options, Console& console);

}  // namespace limier::indexer
