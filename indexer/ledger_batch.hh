#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "indexer/ledger.hh"

namespace limier::indexer {

/// What a batch changes of the ledger, until it is written to the shards: each row to that which
/// its path names, the sources to the first.
class LedgerBatch {
 public:
  using Shards = std::vector<std::reference_wrapper<Xapian::WritableDatabase>>;

  void remember(const std::string& path, const LedgerRow& row) { rows_[path] = row; }
  void forget(const std::string& path) { rows_[path] = std::nullopt; }
  void remember_sources(const std::vector<Source>& sources) { sources_ = sources; }

  [[nodiscard]] bool empty() const { return rows_.empty() && !sources_; }

  /// Says in the shards that the batch is under way: all of its files are unfinished. Sources that
  /// are forgotten stay, since only what is below a source is ever looked at again.
  void announce(const Shards& shards) const;

  /// Writes all of it, and that nothing is under way. It is empty after that.
  void write(const Shards& shards);

 private:
  std::map<std::string, std::optional<LedgerRow>> rows_;  ///< none: to be erased
  std::optional<std::vector<Source>> sources_;
};

/// Whether a batch was begun in the shards of a generation, and never finished.
bool is_unfinished(const corpus::Generation& generation);

}  // namespace limier::indexer
