#include "indexer/run.hh"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "corpus/store/database.hh"
#include "indexer/carry_over.hh"
#include "indexer/interrupt.hh"
#include "indexer/ledger.hh"
#include "indexer/lock.hh"
#include "indexer/report.hh"
#include "indexer/scan.hh"
#include "indexer/updater.hh"
#include "indexer/writer.hh"

namespace limier::indexer {
namespace {

namespace fs = std::filesystem;
using corpus::DatabaseFolder;
using corpus::Error;

/// Documents written in one run from which on it pays to compact the database afterwards, if they
/// are half of it.
constexpr std::size_t kWorthCompacting = 1000;

std::string source_path(const std::string& given) {
  return given == kStandardInput ? given : absolute_path(given);
}

std::vector<Source> sources_of(const Options& options) {
  std::vector<Source> sources;
  for (const std::string& given : options.sources)
    sources.push_back({source_path(given), options.reading});
  return sources;
}

bool is_one_of(const std::vector<Source>& sources, const std::string& path) {
  return std::any_of(sources.begin(), sources.end(),
                     [&](const Source& source) { return source.path == path; });
}

std::vector<Source>::iterator find_source(std::vector<Source>& sources, const std::string& path) {
  return std::find_if(sources.begin(), sources.end(),
                      [&](const Source& source) { return source.path == path; });
}

/// One run over one generation: what the two ways of running share.
class Run {
 public:
  Run(const Options& options, Console& console, const DatabaseFolder& folder)
      : options_(options), console_(console), folder_(folder), given_(sources_of(options)) {}

  corpus::ExitCode update_in_place() {
    std::optional<std::string> generation = folder_.current();
    if (!generation) {
      generation = folder_.next();
      corpus::create_generation(folder_.generation_path(*generation));
      folder_.publish(*generation);
      report_.changed = true;
    }
    folder_.remove_stale(*generation);
    const fs::path path = folder_.generation_path(*generation);
    Writer writer(corpus::open_generation(path), path);
    std::vector<Source> known = read_sources(writer.database());
    if (given_.empty() && options_.forget.empty()) given_ = known;
    require_sources(known);
    for (const std::string& given : options_.forget) {
      forget(given, known);
      forgotten_.push_back(source_path(given));
    }
    bring_up_to_date(writer, std::move(known));
    finish(writer);
    // Text that comes in batches leaves the tables half empty; not so many documents later.
    if (report_.documents >= kWorthCompacting && report_.documents * 2 >= report_.total_documents)
      publish_compacted(*generation);
    console_.summary(report_);
    return exit_code();
  }

  corpus::ExitCode rebuild() {
    const std::optional<Xapian::Database> old_database = open_old();
    std::vector<Source> known = old_database ? read_sources(*old_database) : std::vector<Source>();
    for (const std::string& given : options_.forget) forget(given, known);
    for (const Source& source : known)
      if (!is_one_of(given_, source.path)) given_.push_back(source);
    require_sources(known);
    for (const Source& source : known) require_present(source.path);
    const std::string generation = folder_.next();
    const fs::path path = folder_.generation_path(generation);
    try {
      Writer writer(corpus::create_generation(path), path);
      // What cannot be read may be given again.
      if (is_one_of(known, kStandardInput) &&
          (!reads_standard_input() || can_carry_over(*old_database)))
        carry_over_standard_input(*old_database, writer);
      report_.changed = true;
      bring_up_to_date(writer, {});
      if (old_database) require_nothing_lost(*old_database);
      if (!report_.interrupted) finish(writer);
    } catch (...) {
      fs::remove_all(path);
      throw;
    }
    if (report_.interrupted) {
      fs::remove_all(path);
      throw Error("interrupted: the database is as it was");
    }
    publish_compacted(generation);
    fs::remove_all(path);
    console_.summary(report_);
    return exit_code();
  }

 private:
  /// A rebuild would lose what is known of a source that is missing or suddenly empty.
  static void require_present(const std::string& path) {
    if (path == kStandardInput) return;
    std::error_code error;
    const bool there =
        fs::exists(path, error) && !(fs::is_directory(path, error) && fs::is_empty(path, error));
    if (!there)
      throw Error(fmt::format("{}: missing or empty; a rebuild would lose its documents", path),
                  "bring it back, or drop it: --rebuild --forget SOURCE");
  }

  /// The same for what lies below a folder that could not be looked into.
  void require_nothing_lost(const Xapian::Database& old) const {
    if (report_.unreadable.empty()) return;
    for (const auto& [file, row] : read_ledger(old))
      for (const std::string& place : report_.unreadable)
        if (row.documents > 0 && is_under(file, place))
          throw Error(fmt::format("{}: cannot be read; a rebuild would lose its documents", place),
                      "make it readable, or drop its source: --rebuild --forget SOURCE");
  }

  /// The database that a rebuild replaces. One that cannot be read is no hindrance as long as the
  /// sources are named.
  [[nodiscard]] std::optional<Xapian::Database> open_old() const {
    try {
      const std::optional<std::string> generation = folder_.current();
      if (!generation) return std::nullopt;
      folder_.remove_stale(*generation);
      return Xapian::Database(folder_.generation_path(*generation).string(), Xapian::DB_OPEN);
    } catch (const Xapian::Error& error) {
      if (options_.sources.empty()) throw unreadable(error.get_msg());
    } catch (const Error& error) {
      if (options_.sources.empty()) throw unreadable(error.what());
    }
    return std::nullopt;
  }

  [[nodiscard]] Error unreadable(const std::string& reason) const {
    return Error(
        fmt::format("{}: cannot tell what to rebuild: {}", folder_.path().string(), reason),
        "name the sources: limier-indexer --rebuild SOURCE...");
  }

  void require_sources(const std::vector<Source>& known) const {
    if (given_.empty() && options_.forget.empty() && known.empty())
      throw Error("no sources", "name a folder or a file to index");
    // A filter may have been uninstalled since: better no run than a failure of each file.
    for (const Source& source : given_) check(source.reading);
  }

  void bring_up_to_date(Writer& writer, std::vector<Source> known) {
    Updater updater(writer, read_ledger(writer.database()), folder_.path(), console_, report_);
    for (const std::string& path : forgotten_) updater.forget(path);
    for (const Source& source : given_) {
      const auto before = find_source(known, source.path);
      if (before == known.end()) known.push_back(source);
      else if (std::exchange(before->reading, source.reading) != source.reading)
        updater.distrust(source.path);
    }
    // First of all, so that an interrupted run leaves a database that knows what to go on with.
    writer.remember_sources(known);
    try {
      for (const Source& source : given_) {
        if (interrupted()) break;
        if (source.path != kStandardInput) updater.update(source);
        else if (reads_standard_input()) updater.update_from_standard_input(source);
      }
    } catch (const Interrupted&) {
      // What was written stays; the file that was being read is marked as unfinished.
      report_.interrupted = true;
    }
    report_.interrupted = report_.interrupted || interrupted();
  }

  [[nodiscard]] bool reads_standard_input() const {
    return std::find(options_.sources.begin(), options_.sources.end(), kStandardInput) !=
           options_.sources.end();
  }

  static void forget(const std::string& given, std::vector<Source>& known) {
    const auto found = find_source(known, source_path(given));
    if (found == known.end())
      throw Error(fmt::format("{}: not a source of this database", given),
                  known.empty() ? "it has none" : fmt::format("it has {}", known.front().path));
    known.erase(found);
  }

  void finish(Writer& writer) {
    writer.commit();
    report_.total_documents = writer.count_documents();
  }

  void publish_compacted(const std::string& generation) const {
    const std::string compacted = folder_.next();
    corpus::compact_generation(folder_.generation_path(generation),
                               folder_.generation_path(compacted));
    folder_.publish(compacted);
  }

  [[nodiscard]] corpus::ExitCode exit_code() const {
    if (report_.interrupted) return corpus::ExitCode::interrupted;
    return report_.problems > 0 ? corpus::ExitCode::some_inputs_failed : corpus::ExitCode::ok;
  }

  const Options& options_;
  Console& console_;
  const DatabaseFolder& folder_;
  std::vector<Source> given_;
  std::vector<std::string> forgotten_;  ///< sources whose documents are to go
  Report report_;
};

/// A new database for sources of which none exists would only hide a mistyped name.
void require_something_to_index(const Options& options, const DatabaseFolder& folder) {
  if (options.rebuild || folder.current()) return;
  const bool any =
      std::any_of(options.sources.begin(), options.sources.end(), [](const std::string& source) {
        std::error_code ignored;
        return source == kStandardInput || fs::exists(source, ignored);
      });
  if (any) return;
  if (options.sources.empty())
    throw Error(fmt::format("{}: no database yet, and no sources", folder.path().string()),
                "name a folder or a file to index");
  throw Error(fmt::format("{}: no such file or folder", options.sources.front()));
}

}  // namespace

corpus::ExitCode run(const Options& options, Console& console) {
  const DatabaseFolder folder(absolute_path(options.database));
  try {
    require_something_to_index(options, folder);
    std::error_code error;
    fs::create_directories(folder.path(), error);
    if (error)
      throw Error(fmt::format("cannot make {}: {}", folder.path().string(), error.message()));
    const Lock lock(folder.path(), options.wait);
    Run run(options, console, folder);
    return options.rebuild ? run.rebuild() : run.update_in_place();
  } catch (const Xapian::Error& error) {
    throw corpus::explain(error, folder.path().string());
  }
}

}  // namespace limier::indexer
