#pragma once

#include <cstddef>
#include <istream>
#include <span>
#include <string>
#include <string_view>

#include "corpus/document.hh"

namespace limier::corpus {

/// Receives what a reader finds, in the order of the file.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void document(Document&& document) = 0;
  /// A part of the file could not be read; the rest goes on.
  /// `line` counts from 1; 0 when the problem has no line. `reason` is one line for a person.
  virtual void problem(std::size_t line, const std::string& reason) = 0;

 protected:
  Sink() = default;
  Sink(const Sink&) = default;
  Sink& operator=(const Sink&) = default;
};

/// A file format: how it is recognised and how it is read. The registry is `formats()`.
struct Format {
  std::string_view name;     ///< what `--format` takes
  std::string_view summary;  ///< a few words for `--help`
  /// Whether a file whose first bytes are `head` (at most `kHeadBytes`) and whose path is `path` is
  /// of this format. Content goes before name.
  bool (*recognises)(std::string_view head, std::string_view path);
  /// Reads the whole of `in`. Throws Error when the file as a whole cannot be read.
  void (*read)(std::istream& in, Sink& sink);
};

/// How many of a file's first bytes are enough to recognise its format.
inline constexpr std::size_t kHeadBytes = 8192;

/// All formats, in the order in which they are tried.
std::span<const Format> formats();

/// The format called `name`, or nullptr.
const Format* find_format(std::string_view name);

/// The format of a file that begins with `head`, or nullptr when it is binary.
const Format* recognise_format(std::string_view head, std::string_view path);

}  // namespace limier::corpus
