#pragma once

#include <filesystem>

namespace limier::indexer {

/// Keeps other indexers off a database for as long as it lives. The kernel releases it when the
/// process ends, however it ends.
class Lock {
 public:
  /// Takes the lock of the database in `folder`, waiting up to `seconds` for another process.
  /// Throws Error, naming that process, when it does not let go.
  Lock(const std::filesystem::path& folder, unsigned seconds);
  ~Lock();
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  int descriptor_;
};

}  // namespace limier::indexer
