#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/reading/format.hh"

namespace limier::corpus {

/// A command that makes text of files of one type.
struct Filter {
  std::string type;                  ///< a media type, or the end of a name: `.tex`
  std::vector<std::string> command;  ///< its words; `{}` in them stands for the file
};

/// What a filter may use; it is killed beyond.
struct FilterLimits {
  std::chrono::seconds time{120};
  std::size_t memory_bytes = std::size_t{2} << 30U;
  std::size_t output_bytes = std::size_t{256} << 20U;
};

/// Reads `TYPE=COMMAND`. The command is split at spaces; quotes of both kinds keep spaces.
/// Throws Error when it is something else, or the type is unknown.
Filter parse_filter(const std::string& text);

/// Throws Error when there is no such command.
void require_command(const Filter& filter);

/// Whether a file that begins with `head` is of the filter's type: by content, and by name where
/// the content does not tell.
bool is_for(const Filter& filter, std::string_view head, std::string_view path);

/// What the filter makes of a file, without a shell: the file is its standard input, and `name` is
/// what `{}` becomes. It runs in a process group of its own, which is gone when this returns.
/// `sink.wait()` is called meanwhile. Throws Error when the filter fails.
std::string run(const Filter& filter, int file, const std::string& name, Sink& sink,
                const FilterLimits& limits = {});

}  // namespace limier::corpus
