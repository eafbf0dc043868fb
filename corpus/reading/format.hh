#pragma once

#include <cstddef>
#include <istream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/document.hh"
#include "corpus/reading/decode.hh"

namespace limier::corpus {

/// How the files of a source are to be read; each default is what happens without the option.
struct ReadOptions {
  std::string format = "auto";       ///< a format's name
  std::string encoding;              ///< one that ICU knows; empty: recognised
  std::vector<std::string> maps;     ///< `FIELD=KEY`: what records call a field
  std::vector<std::string> filters;  ///< `TYPE=COMMAND`: what makes text of files of that type

  bool operator==(const ReadOptions&) const = default;
};

/// Throws Error, with the way out, when the options name what does not exist.
void check(const ReadOptions& options);

/// Why nothing was read of a file or of a member of an archive, though nothing is wrong with it.
enum class Skipped { binary, empty, hidden, special };

/// Receives what a reader finds, in the order of the file.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void document(Document&& document) = 0;
  /// A part of the file could not be read; the rest goes on.
  /// `line` counts from 1; 0 when the problem has no line. `reason` is one line for a person.
  virtual void problem(std::size_t line, const std::string& reason) = 0;

  /// All that follows is of this member of an archive: a path below that of the archive, normalised
  /// and without `..`, of any bytes but NUL; empty for the archive itself.
  virtual void enter(const std::string& /*member*/) {}
  virtual void skip(Skipped /*why*/) {}
  /// How the file, or the member, was decoded: told once, after its documents.
  virtual void decoded(const Decoding& /*how*/) {}
  /// Called a few times a second while a filter is waited for; may throw to leave it.
  virtual void wait() {}

 protected:
  Sink() = default;
  Sink(const Sink&) = default;
  Sink& operator=(const Sink&) = default;
};

/// What a format reads.
struct Input {
  std::istream& stream;
  const ReadOptions& options;
  bool is_converted = false;  ///< `stream` was made UTF-8 already
  Decoding decoding = {};     ///< what the format had to do, told when it returns
};

/// A file format: how it is recognised and how it is read. The registry is `formats()`.
struct Format {
  std::string_view name;     ///< what `--format` takes
  std::string_view summary;  ///< a few words for `--help`
  /// Whether a file whose first bytes are `head` (at most `kHeadBytes`) and whose path is `path` is
  /// of this format. Content goes before name.
  bool (*recognises)(std::string_view head, std::string_view path);
  /// Reads the whole input. Throws Error when it cannot be read as a whole.
  void (*read)(Input& input, Sink& sink);
};

/// How many of a file's first bytes are enough to recognise its format.
inline constexpr std::size_t kHeadBytes = 8192;

/// All formats, in the order in which they are tried.
std::span<const Format> formats();

/// The format called `name`, or nullptr.
const Format* find_format(std::string_view name);

/// The format of a file that begins with `head`, or nullptr when it is binary.
const Format* recognise_format(std::string_view head, std::string_view path);

/// Reads the file `path` from `in`, whatever it is: a compressed file is expanded, an archive's
/// members are read each as a file of its own, and what a filter is given for goes through it.
/// Throws Error when the file as a whole cannot be read, or no further.
void read(std::istream& in, const std::string& path, const ReadOptions& options, Sink& sink);

}  // namespace limier::corpus
