#include <csignal>
#include <exception>

#include "corpus/error.hh"
#include "indexer/check.hh"
#include "indexer/console.hh"
#include "indexer/interrupt.hh"
#include "indexer/options.hh"
#include "indexer/run.hh"
#include "indexer/stats.hh"

namespace {

using namespace limier;

corpus::ExitCode do_task(const indexer::Options& options, indexer::Console& console) {
  if (options.check) return indexer::check(options, console);
  if (!options.stats) return indexer::run(options, console);
  console.say_result(indexer::stats(options));
  return corpus::ExitCode::ok;
}

}  // namespace

int main(int argc, char** argv) {
  // Whoever closes our output must not end a run half-way.
  std::signal(SIGPIPE, SIG_IGN);
  const indexer::CommandLine line = indexer::read_command_line(argc, argv);
  if (line.exit_code) return *line.exit_code;
  indexer::Console console(line.options);
  auto code = corpus::ExitCode::fatal;
  try {
    indexer::catch_interrupts();
    console.open_report();
    code = do_task(line.options, console);
  } catch (const corpus::Error& error) {
    console.fatal(error);
    if (indexer::interrupted()) code = corpus::ExitCode::interrupted;
  } catch (const std::exception& error) {
    console.fatal(corpus::Error(error.what()));
    if (indexer::interrupted()) code = corpus::ExitCode::interrupted;
  }
  return static_cast<int>(console.close(code));
}
