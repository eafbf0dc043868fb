#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "corpus/reading/format.hh"

namespace limier::indexer {

enum class When { automatic, always, never };

/// What the command line asks for; each default is what happens without the option.
struct Options {
  std::string database;              ///< folder of the database
  std::vector<std::string> sources;  ///< as typed; none: the remembered ones
  std::vector<std::string> forget;   ///< sources to remove with their documents
  corpus::ReadOptions reading;       ///< of the sources of this run
  std::vector<std::string> exclude;  ///< patterns, for the sources of this run
  std::string files_from;            ///< a file of further sources; empty: none
  bool null = false;                 ///< its names end with a NUL
  bool rebuild = false;
  bool check = false;        ///< only look for damage
  bool stats = false;        ///< only tell what the database holds
  bool retry = false;        ///< read again what failed
  bool dry_run = false;      ///< say what would be done
  unsigned jobs = 0;         ///< threads; 0: as many as there are processors
  std::size_t memory = 256;  ///< MB
  std::size_t shards = 0;    ///< databases to spread over; 0: as many as there are, else one
  bool quiet = false;
  bool verbose = false;
  std::string report;  ///< a file to write; empty: none
  When progress = When::automatic;
  unsigned wait = 0;  ///< seconds to wait for another indexer to finish
};

/// What `main` does with a command line: go on with `options`, or exit with `exit_code`.
struct CommandLine {
  Options options;
  std::optional<int> exit_code;
};

/// Reads the command line; prints help, version and usage errors itself.
CommandLine read_command_line(int argc, const char* const* argv);

}  // namespace limier::indexer
