#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "indexer/console.hh"
#include "indexer/ledger.hh"
#include "indexer/report.hh"
#include "indexer/scan.hh"

namespace limier::indexer {

/// A file to read, because it is new or may have changed.
struct Work {
  FoundFile file;
  std::optional<LedgerRow> row;  ///< none: the file is new
  const Source* source = nullptr;
};

/// What a run has to do, found out before anything is written.
struct Plan {
  std::vector<Work> work;
  std::vector<std::string> vanished;    ///< files
  std::vector<std::string> unreadable;  ///< places that no walk could look into
  std::uint64_t bytes = 0;              ///< of the files to read
  std::uint64_t vanished_documents = 0;

  [[nodiscard]] bool is_empty() const { return work.empty() && vanished.empty(); }
  /// How many documents may change, as far as that can be known.
  [[nodiscard]] std::uint64_t changes() const { return work.size() + vanished_documents; }
};

/// Compares what stands under sources with what a database remembers.
class Planner {
 public:
  /// `old`: none where all is to be read. The walls are those of all sources of the run.
  Planner(const corpus::Generation* old, Walls walls, bool retry, Console& console, Report& report)
      : old_(old), walls_(std::move(walls)), retry_(retry), console_(console), report_(report) {}

  /// Skips what is unchanged under `source`, which the plan refers to. A source that is missing,
  /// suddenly empty or not wholly readable loses nothing. `distrust`: read all of it again,
  /// whatever the ledger says.
  void add(const Source& source, bool distrust);

  [[nodiscard]] Plan take() { return std::move(plan_); }

 private:
  void compare(const FoundFile& file, std::optional<LedgerRow> row, const Source& source,
               bool distrust);
  void remove(const Source& source, const Scan& scan, std::vector<std::string> vanished);
  void problem(const std::string& path, const std::string& reason);

  const corpus::Generation* old_;
  Walls walls_;
  bool retry_;
  Console& console_;
  Report& report_;
  Plan plan_;
};

}  // namespace limier::indexer
