#include <csignal>
#include <exception>

#include "corpus/error.hh"
#include "query/options.hh"
#include "query/output.hh"
#include "query/run.hh"

int main(int argc, char** argv) {
  using namespace limier;
  // A closed pipe is told by the write that fails, and is no error.
  std::signal(SIGPIPE, SIG_IGN);
  const query::CommandLine line = query::read_command_line(argc, argv);
  if (line.exit_code) return *line.exit_code;
  try {
    return static_cast<int>(query::run(line.options));
  } catch (const query::OutputClosed&) {
    return static_cast<int>(corpus::ExitCode::ok);
  } catch (const corpus::Error& error) {
    query::complain(error);
  } catch (const std::exception& error) {
    query::complain(corpus::Error(error.what()));
  }
  return static_cast<int>(corpus::ExitCode::fatal);
}
