#pragma once

#include <string>

#include "indexer/options.hh"

namespace limier::indexer {

/// What a database holds, a line each, aligned. Throws Error when there is none that can be read.
std::string stats(const Options& options);

}  // namespace limier::indexer
