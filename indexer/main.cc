#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <new>
#include <string>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "corpus/error.hh"
#include "corpus/printable.hh"
#include "indexer/check.hh"
#include "indexer/console.hh"
#include "indexer/interrupt.hh"
#include "indexer/options.hh"
#include "indexer/run.hh"
#include "indexer/stats.hh"

namespace {

using namespace limier;

constexpr const char* kUseLess = "free some memory, or use less: --memory, --jobs";

corpus::ExitCode do_task(const indexer::Options& options, indexer::Console& console) {
  if (options.check) return indexer::check(options, console);
  if (!options.stats) return indexer::run(options, console);
  console.say_result(indexer::stats(options));
  return corpus::ExitCode::ok;
}

/// The exception that is being handled, as the user is told of it.
corpus::Error current_error() {
  try {
    throw;
  } catch (const corpus::Error& error) {
    return error;
  } catch (const std::bad_alloc&) {
    return corpus::Error("out of memory", kUseLess);
  } catch (const std::filesystem::filesystem_error& error) {
    return corpus::Error(fmt::format("{}: {}", error.path1().string(), error.code().message()));
  } catch (const std::system_error& error) {
    return corpus::Error(fmt::format("cannot start a thread: {}", error.code().message()),
                         kUseLess);
  } catch (const std::exception& error) {
    return corpus::Error(error.what());
  }
}

const char* database = "";  ///< for `end_at_once`

/// Where a write fails at certain moments libxapian ends the program by itself. For the database
/// that is a kill: it stays as it was.
[[noreturn]] void end_at_once() {
  std::fprintf(stderr, "limier-indexer: %s: cannot be written: %s\n", database,
               std::strerror(errno));
  ::_exit(static_cast<int>(corpus::ExitCode::fatal));
}

}  // namespace

int main(int argc, char** argv) {
  // Whoever closes our output must not end a run half-way.
  std::signal(SIGPIPE, SIG_IGN);
  std::set_terminate(end_at_once);
  const indexer::CommandLine line = indexer::read_command_line(argc, argv);
  if (line.exit_code) return *line.exit_code;
  static const std::string name = corpus::printable(line.options.database);
  database = name.c_str();
  indexer::Console console(line.options);
  auto code = corpus::ExitCode::fatal;
  try {
    indexer::catch_interrupts();
    console.open_report();
    code = do_task(line.options, console);
  } catch (const std::exception&) {
    console.fatal(current_error());
    if (indexer::interrupted()) code = corpus::ExitCode::interrupted;
  }
  return static_cast<int>(console.close(code));
}
