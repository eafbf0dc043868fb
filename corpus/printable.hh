#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace limier::corpus {

/// `text` with everything in it that could control a terminal or reorder what it shows made
/// visible: C0 and C1 controls, DEL, bidirectional controls (as `\u001B`), bytes that are no UTF-8
/// (as `\xE9`). With `keep_lines`, line ends and tabs stay.
std::string printable(std::string_view text, bool keep_lines = false);

/// How many columns of a terminal a text takes.
std::size_t display_width(std::string_view text);

/// Whether a terminal must not be given this code point.
bool is_terminal_control(char32_t c);

/// The byte where the first such code point of `text` from byte `at` begins; `text.size()` if none.
std::size_t next_terminal_control(std::string_view text, std::size_t at);

}  // namespace limier::corpus
