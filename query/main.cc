#include <csignal>
#include <exception>

#include <malloc.h>

#include "corpus/error.hh"
#include "query/options.hh"
#include "query/output.hh"
#include "query/run.hh"

namespace {

/// Each search frees large pieces that the next one wants again, and giving them back to the system
/// takes a tenth of the time of many searches. Another allocator would take as much of the start.
void keep_freed_memory() {
  mallopt(M_MMAP_THRESHOLD, 16 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace limier;
  keep_freed_memory();
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
