#pragma once

#include <optional>
#include <string>
#include <vector>

#include "query/searcher.hh"
#include "query/terminal.hh"

namespace limier::query {

enum class OutputFormat { text, lines, jsonl, csv, tsv, paths, trec };

/// What the command line asks for; each default is what happens without the option.
struct Options {
  std::vector<std::string> databases;  ///< folders; searched as one
  std::optional<std::string> query;    ///< the words, joined by spaces; none: see `Prompt`
  std::string batch;                   ///< a file of queries, `-` for standard input
  std::string show;                    ///< the name of a document to print, or none
  std::string synonyms;                ///< a file of synonyms, or none
  SearchOptions search;
  OutputFormat format = OutputFormat::text;
  std::vector<std::string> fields;  ///< columns to print, of JSON Lines and tables; none: as usual
  ColorMode color = ColorMode::automatic;
  unsigned jobs = 0;  ///< threads for a batch that is a file; 0: as many as help
  bool null_separated = false;
  bool count = false;
  bool quiet = false;
};

/// What `main` does with a command line: go on with `options`, or exit with `exit_code`.
struct CommandLine {
  Options options;
  std::optional<int> exit_code;
};

/// Reads the command line; prints help, version and usage errors itself.
CommandLine read_command_line(int argc, const char* const* argv);

}  // namespace limier::query
