#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace limier::indexer {

/// A file as a scan saw it.
struct FoundFile {
  std::string path;  ///< absolute, normalised
  std::uint64_t size = 0;
  std::int64_t mtime = 0;  ///< nanoseconds since 1970
  bool named = false;      ///< it is the source itself, not met in a walk

  [[nodiscard]] bool has_same_state(std::uint64_t other_size, std::int64_t other_mtime) const {
    return size == other_size && mtime == other_mtime;
  }
};

/// The file at `path` as `status` describes it.
FoundFile found_file(const std::string& path, const struct stat& status);

/// A place that could not be looked at.
struct ScanProblem {
  std::string path;
  std::string reason;
};

/// What stands under a source.
struct Scan {
  std::vector<FoundFile> files;       ///< in the order of their paths within each folder
  std::vector<ScanProblem> problems;  ///< not empty: the walk is not whole, nothing may be removed
  std::size_t hidden = 0;
  std::size_t special = 0;  ///< symbolic links, pipes, devices, sockets
};

/// The absolute, normalised path that a source is remembered by.
std::string absolute_path(const std::string& source);

/// Walks `source`, an absolute path. Hidden entries, symbolic links and the folder `skip` (the
/// database itself) are left out; a link that is the source itself is followed.
Scan scan(const std::string& source, const std::filesystem::path& skip);

}  // namespace limier::indexer
