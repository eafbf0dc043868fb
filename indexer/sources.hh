#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "indexer/ledger.hh"
#include "indexer/options.hh"

namespace limier::indexer {

/// The sources of a run.
struct Sources {
  std::vector<Source> given;                   ///< to bring up to date, each once
  std::vector<Source> known;                   ///< what the database is to remember
  std::vector<std::string> forgotten;          ///< paths whose documents are to go
  std::unordered_set<std::string> distrusted;  ///< paths that are to be read in another way now
  bool changed = false;                        ///< `known` is not what the database remembers

  [[nodiscard]] bool has(const std::string& path) const;
};

/// What the options, and a file of names that they give, make of the sources `known` to the
/// database. Throws Error when one to forget is not known, or there are none at all.
Sources choose_sources(const Options& options, const std::vector<Source>& known);

}  // namespace limier::indexer
