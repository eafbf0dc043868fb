#pragma once

#include <cstddef>
#include <cstdint>

#include "indexer/set_aside.hh"

namespace limier::indexer {

/// What a run did.
struct Report {
  std::size_t documents = 0;  ///< written
  std::size_t files_new = 0;
  std::size_t files_changed = 0;
  std::size_t files_unchanged = 0;
  std::size_t files_removed = 0;
  std::size_t skipped_hidden = 0;
  std::size_t skipped_binary = 0;
  std::size_t skipped_empty = 0;
  std::size_t skipped_special = 0;
  std::size_t problems = 0;           ///< each named on stderr
  std::size_t known_problems = 0;     ///< of files that have not changed since; not named again
  std::uint64_t bytes = 0;            ///< of the files that were read
  std::uint64_t total_documents = 0;  ///< in the database afterwards
  SetAside set_aside;                 ///< in the database afterwards; only for the report
  bool changed = false;               ///< the database is another than before
  bool interrupted = false;
};

}  // namespace limier::indexer
