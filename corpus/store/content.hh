#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "corpus/document.hh"

namespace limier::corpus {

/// By what a changed document is told from an unchanged one, and where it stands in its file. The
/// first section of each document keeps it as a value.
struct ContentMark {
  std::uint64_t hash = 0;  ///< of all that a reader made of the document, but for its line
  std::uint64_t line = 0;  ///< of a record

  bool operator==(const ContentMark&) const = default;
};

ContentMark mark_of(const Document& document);

/// 8 bytes of hash, then the line in digits. Frozen: a change needs a new schema version.
std::string encode_mark(const ContentMark& mark);
ContentMark decode_mark(std::string_view value);

}  // namespace limier::corpus
