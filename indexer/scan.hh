#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <sys/stat.h>
#include <unordered_set>
#include <vector>

#include "indexer/ledger.hh"

namespace limier::indexer {

/// A file as a scan saw it.
struct FoundFile {
  std::string path;  ///< absolute, normalised
  FileState state;
  bool named = false;  ///< it is the source itself, not met in a walk
};

FileState state_of(const struct stat& status);

/// A place that could not be looked at.
struct ScanProblem {
  std::string path;
  std::string reason;
};

/// What else stands under a source.
struct Scan {
  std::vector<ScanProblem> problems;  ///< not empty: the walk is not whole, nothing may be removed
  std::size_t files = 0;
  std::size_t hidden = 0;
  std::size_t special = 0;  ///< symbolic links, pipes, devices, sockets
  std::size_t excluded = 0;
};

/// What no walk enters: the database itself, by whatever name, and other sources of the run.
struct Walls {
  std::filesystem::path database;
  std::unordered_set<std::string> sources;
};

/// The absolute, normalised path that a source is remembered by.
std::string absolute_path(const std::string& source);

/// Walks `source` and hands on each file, in the order of the bytes of their paths. Hidden entries,
/// symbolic links, what the source excludes and the walls are left out; a link that is the source
/// itself is followed.
Scan scan(const Source& source, const Walls& walls,
          const std::function<void(const FoundFile&)>& use);

}  // namespace limier::indexer
