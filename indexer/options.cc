#include "indexer/options.hh"

#include <algorithm>
#include <cstdio>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "corpus/error.hh"
#include "corpus/printable.hh"
#include "corpus/reading/format.hh"
#include "corpus/store/database.hh"
#include "corpus/version.hh"

namespace limier::indexer {
namespace {

constexpr const char* kDescription =
    "Indexes French texts, so that limier-query can search them.\n\n"
    "Brings the database up to date with the sources: reads what is new or changed, removes what\n"
    "vanished under them, leaves the rest alone. Without SOURCE it takes the sources that the\n"
    "database remembers.";

constexpr const char* kFooter =
    "\nExamples:\n"
    "  limier-indexer ~/articles                 index a folder into the default database\n"
    "  limier-indexer -d lois.db codes/ jo.jsonl index a folder and an archive into lois.db\n"
    "  limier-indexer -q                         from cron: bring everything up to date\n"
    "  limier-indexer --rebuild                  anew, published at once when it is whole\n"
    "  zcat depeches.jsonl.gz | limier-indexer - add the records on standard input\n"
    "\nExit status: 0 done; 2 wrong usage or a fatal error, the database is as before; 3 done, "
    "but\n"
    "some inputs failed, each named; 130 interrupted, what was finished is kept.\n"
    "The manual: man limier-indexer";

std::vector<std::string> format_names() {
  std::vector<std::string> names = {"auto"};
  for (const corpus::Format& format : corpus::formats()) names.emplace_back(format.name);
  return names;
}

When when_named(const std::string& name) {
  if (name == "auto") return When::automatic;
  return name == "always" ? When::always : When::never;
}

void declare_reading(CLI::App& app, corpus::ReadOptions& reading) {
  app.add_option("--format", reading.format, "How to read the sources of this run")
      ->type_name(fmt::format("{}", fmt::join(format_names(), "|")))
      ->check(CLI::IsMember(format_names()).description(""));
  app.add_option("--encoding", reading.encoding, "What they are encoded in; else it is recognised")
      ->type_name("NAME");
  app.add_option("--map", reading.maps, "What a field is called in JSON Lines, CSV, front matter")
      ->type_name("FIELD=KEY")
      ->allow_extra_args(false);
  app.add_option("--filter", reading.filters, "What makes text of files of a type; {} is the file")
      ->type_name("TYPE=COMMAND")
      ->allow_extra_args(false);
}

void declare_resources(CLI::App& app, Options& options) {
  app.add_option("-j,--jobs", options.jobs, "Threads [all processors]")
      ->type_name("N")
      ->check(CLI::Range(1U, 256U).description(""));
  app.add_option("--memory", options.memory, "How much of it to use [256]")
      ->type_name("MB")
      ->check(CLI::Range(64, 1 << 20).description(""));
  app.add_option("--shards", options.shards, "Spread the documents over N databases [1]")
      ->type_name("N")
      ->check(CLI::Range(1, 256).description(""));
}

void declare_sources(CLI::App& app, Options& options) {
  app.add_option("--exclude", options.exclude, "Leave out what a walk meets under this name")
      ->type_name("GLOB")
      ->allow_extra_args(false);
  CLI::Option* list =
      app.add_option("--files-from", options.files_from, "Further sources, one a line")
          ->type_name("FILE|-");
  app.add_flag("-0,--null", options.null, "The names in that file end with a NUL")->needs(list);
}

bool takes_part_in_indexing(const CLI::Option& option) {
  return option.get_name() == "SOURCE" || option.check_lname("forget") ||
         option.check_lname("rebuild") || option.check_lname("files-from") ||
         option.check_lname("dry-run") || option.check_lname("shards");
}

void declare(CLI::App& app, Options& options) {
  app.add_option("SOURCE", options.sources, "Files and folders to index; - for standard input");
  app.add_option("-d,--database", options.database, "Folder of the database")->type_name("DIR");
  app.add_option("--forget", options.forget, "Remove a source and its documents")
      ->type_name("SOURCE")
      ->allow_extra_args(false);
  declare_reading(app, options.reading);
  declare_sources(app, options);
  declare_resources(app, options);
  app.add_flag("--retry", options.retry, "Read again also what failed and has not changed");
  app.add_flag("--dry-run", options.dry_run, "Say what would be done, write nothing");
  app.add_flag("--rebuild", options.rebuild, "Index all sources anew, beside the old database");
  app.add_option_function<std::string>(
         "--progress", [&options](const std::string& when) { options.progress = when_named(when); },
         "Show progress on stderr")
      ->type_name("auto|always|never")
      ->check(CLI::IsMember({"auto", "always", "never"}).description(""));
  CLI::Option* only_check = app.add_flag("--check", options.check, "Only look for damage");
  CLI::Option* only_stats = app.add_flag("--stats", options.stats, "Only tell what it holds");
  for (CLI::Option* only : {only_check, only_stats})
    for (CLI::Option* other : app.get_options())
      if (takes_part_in_indexing(*other)) only->excludes(other);
  only_check->excludes(only_stats);
  app.add_option("--report", options.report, "Write what was done, and what failed, as JSON")
      ->type_name("FILE");
  app.add_option("--wait", options.wait, "How long to wait for another indexer")
      ->type_name("SECONDS");
  CLI::Option* quiet = app.add_flag("-q,--quiet", options.quiet, "Say nothing but problems");
  app.add_flag("-v,--verbose", options.verbose, "Name what is removed or skipped")->excludes(quiet);
  app.set_version_flag("--version", fmt::format("limier-indexer {}", corpus::kVersion));
}

int refuse(const std::string& reason, const std::string& hint) {
  const std::string message = fmt::format("{}; {}", reason, hint);
  std::fputs(fmt::format("limier-indexer: {}\n", corpus::printable(message)).c_str(), stderr);
  return static_cast<int>(corpus::ExitCode::fatal);
}

}  // namespace

CommandLine read_command_line(int argc, const char* const* argv) {
  CommandLine line;
  CLI::App app(kDescription, "limier-indexer");
  app.footer(kFooter);
  app.get_formatter()->column_width(34);
  declare(app, line.options);
  try {
    app.parse(argc, argv);
    check(line.options.reading);
    if (const auto& sources = line.options.sources;
        line.options.files_from == "-" &&
        std::find(sources.begin(), sources.end(), "-") != sources.end())
      throw corpus::Error("both the source - and --files-from -",
                          "standard input can only be one of them");
    if (line.options.database.empty()) line.options.database = corpus::default_database();
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {
      line.exit_code = app.exit(error);
    } else {
      line.exit_code = refuse(error.what(), "see limier-indexer --help");
    }
  } catch (const corpus::Error& error) {
    line.exit_code = refuse(error.what(), error.hint());
  }
  return line;
}

}  // namespace limier::indexer
