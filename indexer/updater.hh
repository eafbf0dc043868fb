#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "corpus/reading/format.hh"
#include "indexer/console.hh"
#include "indexer/ledger.hh"
#include "indexer/report.hh"
#include "indexer/scan.hh"
#include "indexer/writer.hh"

namespace limier::indexer {

class InputFile;

/// Brings what a writer's database holds of some sources up to date.
class Updater {
 public:
  /// `skip`: the database's own folder, which no walk enters.
  Updater(Writer& writer, Ledger ledger, std::filesystem::path skip, Console& console,
          Report& report)
      : writer_(writer),
        ledger_(std::move(ledger)),
        skip_(std::move(skip)),
        console_(console),
        report_(report) {}

  /// Skips what is unchanged, reads what is new or changed, removes what vanished, under `source`
  /// and nowhere else. A source that is missing, suddenly empty or not wholly readable loses
  /// nothing. Stops early, with what was finished, once `interrupted()`.
  void update(const Source& source);

  /// Adds and replaces, by id, the records on standard input.
  void update_from_standard_input(const Source& source);

  /// Has all files under a source read again, whatever the ledger says of them.
  void distrust(const std::string& path);

  /// Removes all that is under a source.
  void forget(const std::string& path);

 private:
  struct Work {
    FoundFile file;
    const LedgerRow* row = nullptr;  ///< nullptr for a new file
  };

  std::vector<Work> plan(const Scan& scan);
  void remove_vanished(const Source& source, const Scan& scan);
  void read(const Work& work, const Source& source);
  void skip(const std::string& path, corpus::Skipped why);
  /// Fills in `row` as it goes, so that it tells how far the reader came when it throws.
  void index(InputFile& input, const Work& work, const corpus::ReadOptions& reading,
             LedgerRow& row);
  void problem(const std::string& path, std::size_t line, const std::string& reason);

  Writer& writer_;
  Ledger ledger_;
  std::filesystem::path skip_;
  Console& console_;
  Report& report_;
  std::size_t files_to_read_ = 0;
};

}  // namespace limier::indexer
