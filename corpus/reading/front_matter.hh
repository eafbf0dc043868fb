#pragma once

#include <cstddef>
#include <string_view>

#include "corpus/reading/records.hh"

namespace limier::corpus {

/// The bytes at the beginning of `text` that are front matter: a line `---`, a line that begins
/// with a key and a colon, and all up to the next line `---` or `...`. 0 when there is none.
std::size_t front_matter_size(std::string_view text);

/// Takes the values of the keys that `values` has names for. A subset of YAML, and forgiving:
/// `key: value` in the first column, quoted or not; lists in brackets or a `- item` a line, joined
/// by commas; `|` and `>` with indented lines; comments.
void read_front_matter(std::string_view front_matter, Values& values);

}  // namespace limier::corpus
