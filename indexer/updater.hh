#pragma once

#include <string>
#include <unordered_set>

#include <xapian.h>

#include "corpus/reading/format.hh"
#include "indexer/console.hh"
#include "indexer/plan.hh"
#include "indexer/report.hh"
#include "indexer/writer.hh"

namespace limier::indexer {

class InputFile;

/// Does what a plan says.
class Updater {
 public:
  Updater(Writer& writer, Console& console, Report& report)
      : writer_(writer), console_(console), report_(report) {}

  /// In a rebuild: where to look for the documents of a file that cannot be read any more.
  void fall_back_on(const Xapian::Database& old) { old_ = &old; }

  /// Removes what vanished, reads what is new or changed. Stops early, with what was finished, once
  /// `interrupted()`; throws Interrupted in the middle of a file, which is marked as unfinished.
  void execute(const Plan& plan);

  /// Adds and replaces, by id, the records on standard input.
  void update_from_standard_input(const Source& source);

  /// In a rebuild: takes along what came from standard input before and did not come again.
  void carry_over_standard_input(const Xapian::Database& old);

  /// Removes all that is under a source.
  void forget(const std::string& path, const corpus::Generation& old);

 private:
  void read(const Work& work);
  /// Fills in `row` as it goes, so that it tells how far the reader came when it throws.
  void index(InputFile& input, const Work& work, LedgerRow& row);
  void skip(const std::string& path, corpus::Skipped why);
  void fail(const Work& work, const corpus::Error& error, LedgerRow& row);
  void remove(const std::string& path);
  void problem(const std::string& path, std::size_t line, const std::string& reason);

  Writer& writer_;
  Console& console_;
  Report& report_;
  const Xapian::Database* old_ = nullptr;
  std::unordered_set<std::string> came_in_;  ///< keys, from standard input
};

}  // namespace limier::indexer
