#pragma once

// What the readers share; private to this folder.

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <string_view>

#include <unicode/utf8.h>

#include "corpus/reading/format.hh"

namespace limier::corpus {

bool recognises_csv(std::string_view head, std::string_view path);
void read_csv(Input& input, Sink& sink);

bool recognises_html(std::string_view head, std::string_view path);
void read_html(Input& input, Sink& sink);

bool recognises_json_lines(std::string_view head, std::string_view path);
void read_json_lines(Input& input, Sink& sink);

bool recognises_markdown(std::string_view head, std::string_view path);
void read_markdown(Input& input, Sink& sink);

bool recognises_text(std::string_view head, std::string_view path);
void read_text(Input& input, Sink& sink);

bool recognises_tsv(std::string_view head, std::string_view path);
void read_tsv(Input& input, Sink& sink);

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// The character of `text` at `place`, which moves behind it; negative where it is ill-formed.
inline UChar32 next_character(std::string_view text, std::size_t& place) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  UChar32 character = 0;
  U8_NEXT(bytes, place, text.size(), character);
  return character;
}

/// Appends `character`, which is no surrogate.
inline void append_character(std::string& text, UChar32 character) {
  char units[U8_MAX_LENGTH];
  std::size_t length = 0;
  U8_APPEND_UNSAFE(units, length, character);
  text.append(units, length);
}

/// All bytes of `in`. Throws Error when there are more than `mebibytes` MiB, or reading fails.
std::string read_all(std::istream& in, std::size_t mebibytes);

/// The whole input as a text.
std::string read_text_of(Input& input, std::size_t most_mebibytes);

/// Whether the name of `path` ends with `extension` (`.html`), whatever the case.
bool has_extension(std::string_view path, std::string_view extension);

/// What a line end, a NUL and a byte order mark become in every string that is handed out:
/// CRLF and CR are LF, NUL is a space, leading marks go. `text` is valid UTF-8 and stays so.
void normalise_controls(std::string& text);

/// `text` without white space around it; no-break spaces and byte order marks count as such.
std::string_view trim(std::string_view text);

/// `text` as one line: trimmed, each run of ASCII white space or controls a single space.
std::string one_line(std::string_view text);

/// Whether `title` is the first line of `body` that is not blank, but for white space.
bool begins_with_line(std::string_view body, std::string_view title);

}  // namespace limier::corpus
