#include <csignal>
#include <exception>

#include "corpus/error.hh"
#include "indexer/console.hh"
#include "indexer/interrupt.hh"
#include "indexer/options.hh"
#include "indexer/run.hh"

int main(int argc, char** argv) {
  using namespace limier;
  // Whoever closes our output must not end a run half-way.
  std::signal(SIGPIPE, SIG_IGN);
  const indexer::CommandLine line = indexer::read_command_line(argc, argv);
  if (line.exit_code) return *line.exit_code;
  indexer::Console console(line.options);
  try {
    indexer::catch_interrupts();
    return static_cast<int>(indexer::run(line.options, console));
  } catch (const corpus::Error& error) {
    console.fatal(error);
  } catch (const std::exception& error) {
    console.fatal(corpus::Error(error.what()));
  }
  return static_cast<int>(indexer::interrupted() ? corpus::ExitCode::interrupted
                                                 : corpus::ExitCode::fatal);
}
