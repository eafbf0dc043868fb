#pragma once

#include <string_view>

namespace limier::query {

/// Thrown when whoever reads our output has closed it: no error, and nothing more to do.
struct OutputClosed {};

/// Writes to standard output. Throws OutputClosed, or Error when it cannot be written.
void write_out(std::string_view text);

/// Has everything written really written; throws as `write_out` does.
void flush_out();

}  // namespace limier::query
