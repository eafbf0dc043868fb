#pragma once

#include <cstddef>

namespace limier::query {

/// When to colour.
enum class ColorMode { automatic, always, never };

/// Whether standard output gets colours.
bool wants_color(ColorMode mode);

/// The columns that a text on standard output may take: the terminal's, but no more than are
/// pleasant to read; 0 off a terminal.
std::size_t text_width();

}  // namespace limier::query
