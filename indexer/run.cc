#include "indexer/run.hh"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "corpus/store/database.hh"
#include "corpus/store/durable.hh"
#include "corpus/store/generation.hh"
#include "corpus/store/terms.hh"
#include "indexer/carry_over.hh"
#include "indexer/interrupt.hh"
#include "indexer/ledger_batch.hh"
#include "indexer/lock.hh"
#include "indexer/plan.hh"
#include "indexer/report.hh"
#include "indexer/set_aside.hh"
#include "indexer/sources.hh"
#include "indexer/updater.hh"
#include "indexer/writer.hh"

namespace limier::indexer {
namespace {

namespace fs = std::filesystem;
using corpus::DatabaseFolder;
using corpus::Error;

/// Paragraphs of boilerplate that a report names.
constexpr std::size_t kMostSetAside = 100;

Resources resources_of(const Options& options) {
  const unsigned processors = std::max(1U, std::thread::hardware_concurrency());
  return {options.jobs > 0 ? options.jobs : processors, options.memory << 20U};
}

/// One run: finds out what there is to do, then does it.
class Run {
 public:
  Run(const Options& options, Console& console, const DatabaseFolder& folder)
      : options_(options), console_(console), folder_(folder) {}

  corpus::ExitCode update() {
    const std::optional<std::string> generation = folder_.current();
    std::optional<corpus::Generation> old;
    if (generation) {
      if (!options_.dry_run) folder_.remove_stale(*generation);
      old = corpus::open_to_read(folder_, *generation);
      require_as_many_shards(old->shards.size());
    }
    const Sources sources =
        choose_sources(options_, old ? read_sources(old->all) : std::vector<Source>());
    const Plan plan = make_plan(sources, old ? &*old : nullptr);
    if (options_.dry_run) return tell(plan);
    if (old) report_.total_documents = corpus::count_documents(*old);
    const bool idle = plan.is_empty() && !sources.changed && !reads_standard_input() &&
                      !(old && is_unfinished(*old));
    if (old && idle) return finish();
    Writer writer(folder_, resources_of(options_), Writer::Mode::update,
                  std::max<std::size_t>(1, options_.shards));
    Updater updater(writer, console_, report_);
    for (const std::string& path : sources.forgotten) updater.forget(path, *old);
    writer.expect(plan.changes());
    write(writer, updater, sources, plan);
    writer.finish();
    report_.changed = report_.changed || !generation;
    report_.total_documents = writer.documents();
    return finish();
  }

  corpus::ExitCode rebuild() {
    const std::optional<corpus::Generation> old = open_old();
    const Sources sources =
        choose_sources(options_, old ? read_sources(old->all) : std::vector<Source>());
    if (old)
      for (const Source& source : read_sources(old->all))
        if (sources.has(source.path)) require_present(source.path);
    const Plan plan = make_plan(sources, nullptr);
    if (options_.dry_run) return tell(plan);
    if (old) require_nothing_lost(plan, old->all);
    const std::size_t as_before = old ? old->shards.size() : 1;
    Writer writer(folder_, resources_of(options_), Writer::Mode::rebuild,
                  options_.shards > 0 ? options_.shards : as_before);
    Updater updater(writer, console_, report_);
    if (old) updater.fall_back_on(old->all);
    write(writer, updater, sources, plan);
    // What cannot be read may be given again.
    if (old && sources.has(kStandardInput) && !report_.interrupted &&
        (!reads_standard_input() || can_carry_over(old->all)))
      updater.carry_over_standard_input(old->all);
    if (report_.interrupted) throw Error("interrupted: the database is as it was");
    writer.finish();
    report_.changed = true;
    report_.total_documents = writer.documents();
    return finish();
  }

 private:
  [[nodiscard]] Plan make_plan(const Sources& sources, const corpus::Generation* old) {
    Walls walls{folder_.path(), {}};
    for (const Source& source : sources.given) walls.sources.insert(source.path);
    Planner planner(old, std::move(walls), options_.retry, console_, report_);
    for (const Source& source : sources.given)
      if (source.path != kStandardInput)
        planner.add(source, sources.distrusted.contains(source.path));
    return planner.take();
  }

  void write(Writer& writer, Updater& updater, const Sources& sources, const Plan& plan) {
    writer.remember_sources(sources.known);
    try {
      updater.execute(plan);
      for (const Source& source : sources.given)
        if (source.path == kStandardInput && reads_standard_input() && !interrupted())
          updater.update_from_standard_input(source);
    } catch (const Interrupted&) {
      // What was written stays; the file that was being read is marked as unfinished.
      report_.interrupted = true;
    }
    report_.interrupted = report_.interrupted || interrupted();
  }

  corpus::ExitCode tell(const Plan& plan) {
    for (const Work& work : plan.work)
      console_.planned(work.row ? "changed" : "new", work.file.path);
    for (const std::string& path : plan.vanished) console_.planned("removed", path);
    return exit_code();
  }

  /// Nearly every document would go into another shard.
  void require_as_many_shards(std::size_t shards) const {
    if (options_.shards == 0 || options_.shards == shards) return;
    throw Error(fmt::format("{}: has {} shard{}; to change that is a rebuild",
                            folder_.path().string(), shards, shards == 1 ? "" : "s"),
                fmt::format("limier-indexer -d {} --rebuild --shards {}", folder_.path().string(),
                            options_.shards));
  }

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
  static void require_nothing_lost(const Plan& plan, const Xapian::Database& old) {
    for (const std::string& place : plan.unreadable)
      if (old.term_exists(corpus::path_term(place)))
        throw Error(fmt::format("{}: cannot be read; a rebuild would lose its documents", place),
                    "make it readable, or drop its source: --rebuild --forget SOURCE");
  }

  /// The database that a rebuild replaces. One that cannot be read is no hindrance as long as the
  /// sources are named.
  [[nodiscard]] std::optional<corpus::Generation> open_old() const {
    try {
      const std::optional<std::string> generation = folder_.current();
      if (!generation) return std::nullopt;
      if (!options_.dry_run) folder_.remove_stale(*generation);
      return corpus::open_as_it_is(folder_, *generation);
    } catch (const Xapian::Error& error) {
      if (options_.sources.empty() && options_.files_from.empty())
        throw unreadable(error.get_msg());
    } catch (const Error& error) {
      if (options_.sources.empty() && options_.files_from.empty()) throw unreadable(error.what());
    }
    return std::nullopt;
  }

  [[nodiscard]] Error unreadable(const std::string& reason) const {
    return Error(
        fmt::format("{}: cannot tell what to rebuild: {}", folder_.path().string(), reason),
        "name the sources: limier-indexer --rebuild SOURCE...");
  }

  [[nodiscard]] bool reads_standard_input() const {
    return std::find(options_.sources.begin(), options_.sources.end(), kStandardInput) !=
           options_.sources.end();
  }

  corpus::ExitCode finish() {
    if (const auto current = folder_.current(); current && !options_.report.empty())
      report_.set_aside = set_aside_in(corpus::open_to_read(folder_, *current), kMostSetAside);
    console_.summary(report_);
    return exit_code();
  }

  [[nodiscard]] corpus::ExitCode exit_code() const {
    if (report_.interrupted) return corpus::ExitCode::interrupted;
    return report_.problems > 0 ? corpus::ExitCode::some_inputs_failed : corpus::ExitCode::ok;
  }

  const Options& options_;
  Console& console_;
  const DatabaseFolder& folder_;
  Report report_;
};

/// A new database for sources of which none exists would only hide a mistyped name.
void require_something_to_index(const Options& options, const DatabaseFolder& folder) {
  if (folder.exists() || !options.files_from.empty()) return;
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

/// Only the holder of the lock writes.
std::optional<Lock> take_lock(const Options& options, const DatabaseFolder& folder) {
  if (options.dry_run) return std::nullopt;
  corpus::make_folder(folder.path());
  return std::optional<Lock>(std::in_place, folder.path(), options.wait);
}

}  // namespace

corpus::ExitCode run(const Options& options, Console& console) {
  const DatabaseFolder folder(absolute_path(options.database));
  try {
    require_something_to_index(options, folder);
    const std::optional<Lock> lock = take_lock(options, folder);
    Run run(options, console, folder);
    return options.rebuild ? run.rebuild() : run.update();
  } catch (const Xapian::Error& error) {
    throw corpus::explain(error, folder.path().string());
  }
}

}  // namespace limier::indexer
