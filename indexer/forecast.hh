#pragma once

#include <cstdint>
#include <mutex>
#include <vector>

#include "corpus/store/record.hh"

namespace limier::indexer {

/// Guesses, while a collection is read, what its boilerplate will be: what is so far. Only what it
/// gets wrong, mostly the first pages of a site, has to be written anew in the end.
class Forecast {
 public:
  Forecast() : holders_(kCells), own_(kCells) {}

  /// Takes in the sections of one document, and sets aside in them. For any thread.
  void set_aside(std::vector<corpus::Record>& records);

 private:
  /// Hashes share them, for a memory that does not grow.
  static constexpr std::size_t kCells = 1U << 22U;

  std::mutex mutex_;  ///< of all below
  std::uint64_t documents_ = 0;
  std::vector<std::uint16_t> holders_;  ///< how many documents hold it
  std::vector<std::uint16_t> own_;      ///< of which that are no copies
};

}  // namespace limier::indexer
