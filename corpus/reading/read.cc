#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "corpus/error.hh"
#include "corpus/reading/archive.hh"
#include "corpus/reading/converter.hh"
#include "corpus/reading/filter.hh"
#include "corpus/reading/filter_input.hh"
#include "corpus/reading/format.hh"
#include "corpus/reading/gzip_buffer.hh"
#include "corpus/reading/head_buffer.hh"
#include "corpus/reading/records.hh"

namespace limier::corpus {
namespace {

constexpr int kMaxNesting = 6;

/// The path of a member below its archive: no empty parts, `.` or `..`.
std::string normal_member(std::string_view name) {
  std::vector<std::string_view> parts;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find('/'), name.size());
    const std::string_view part = name.substr(0, end);
    if (part == ".." && !parts.empty()) parts.pop_back();
    else if (!part.empty() && part != "." && part != "..") parts.push_back(part);
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return fmt::format("{}", fmt::join(parts, "/"));
}

bool is_hidden(std::string_view member) {
  return member.starts_with('.') || member.find("/.") != std::string_view::npos;
}

/// Reads a text of one format; tells how it was decoded.
void read_text_file(HeadBuffer& buffer, const Format& format, const ReadOptions& options,
                    Sink& sink) {
  std::istream in(&buffer);
  in.exceptions(std::ios::badbit);  // lets an Error of the buffer through
  const std::string encoding =
      options.encoding.empty() ? std::string(utf16_of(buffer.head())) : options.encoding;
  if (encoding.empty()) {
    Input input{in, options};
    format.read(input, sink);
    return sink.decoded(input.decoding);
  }
  ConvertingBuffer converted(in, encoding);
  std::istream text(&converted);
  text.exceptions(std::ios::badbit);
  Input input{text, options, true};
  format.read(input, sink);
  sink.decoded({encoding, converted.repaired(), input.decoding.double_encoded});
}

/// One call of `read`: goes down into archives and through filters.
class Descent {
 public:
  Descent(const ReadOptions& options, Sink& sink) : options_(options), sink_(sink) {
    for (const std::string& filter : options.filters) filters_.push_back(parse_filter(filter));
  }

  /// Reads a file, or a member of an archive (`member` is its path below that).
  void read(std::istream& in, const std::string& path, const std::string& member, int nesting) {
    HeadBuffer buffer(in);
    if (buffer.head().empty()) return sink_.skip(Skipped::empty);
    if (const Filter* filter = find_filter(buffer.head(), path)) {
      const bool is_file = nesting == 0 && path.starts_with('/');
      return read_filtered(*filter, buffer, is_file ? path : std::string());
    }
    if (GzipBuffer::is_gzip(buffer.head())) return read_gzip(buffer, path, member, nesting);
    if (is_archive(buffer.head(), path)) return read_archive(buffer, path, member, nesting);
    const Format* format = options_.format == "auto" ? recognise_format(buffer.head(), path)
                                                     : find_format(options_.format);
    if (format == nullptr) return sink_.skip(Skipped::binary);
    read_text_file(buffer, *format, options_, sink_);
  }

 private:
  const Filter* find_filter(std::string_view head, const std::string& path) const {
    const auto found = std::find_if(filters_.begin(), filters_.end(), [&](const Filter& filter) {
      return is_for(filter, head, path);
    });
    return found == filters_.end() ? nullptr : &*found;
  }

  /// What a filter makes is recognised by its content: a name says what was before the filter.
  void read_filtered(const Filter& filter, HeadBuffer& buffer, const std::string& path) {
    std::istream in(&buffer);
    in.exceptions(std::ios::badbit);
    std::string output;
    if (path.empty()) {
      const TemporaryFile file(in);
      output = run(filter, file.descriptor(), "/dev/stdin", sink_);
    } else {
      const Descriptor file(path);
      output = run(filter, file.number(), path, sink_);
    }
    std::istringstream text(output);
    output = std::string();
    HeadBuffer filtered(text);
    if (filtered.head().empty()) return sink_.skip(Skipped::empty);
    const Format* format = recognise_format(filtered.head(), {});
    if (format == nullptr) throw Error(fmt::format("{}: made no text", filter.command.front()));
    ReadOptions options = options_;
    options.encoding.clear();
    read_text_file(filtered, *format, options, sink_);
  }

  void read_gzip(HeadBuffer& buffer, const std::string& path, const std::string& member,
                 int nesting) {
    std::istream in(&buffer);
    in.exceptions(std::ios::badbit);
    GzipBuffer content(in, expansion_, nesting == 0);
    read_content(content, without_compression(path), member, nesting);
  }

  void read_archive(HeadBuffer& buffer, const std::string& path, const std::string& above,
                    int nesting) {
    std::istream in(&buffer);
    in.exceptions(std::ios::badbit);
    Archive archive(in, expansion_, nesting == 0);
    std::set<std::string> seen;
    bool is_empty = true;
    while (const auto member = archive.next()) {
      is_empty = false;
      if (member->is_damaged) {
        sink_.enter(above);
        sink_.problem(0, "damaged: a member is lost");
      }
      if (member->is_folder) continue;
      if (member->name.empty()) {
        read_content(archive.content(), without_compression(path), above, nesting);
        continue;
      }
      const std::string name = normal_member(member->name);
      const std::string below = above.empty() ? name : fmt::format("{}/{}", above, name);
      sink_.enter(below);
      if (is_hidden(name)) sink_.skip(Skipped::hidden);
      else if (member->skipped) sink_.skip(*member->skipped);
      else if (!seen.insert(name).second) sink_.problem(0, "stands twice in the archive");
      else read_member(archive, name, below, nesting);
    }
    if (is_empty) sink_.skip(Skipped::empty);
  }

  /// One bad member never costs another, as long as the archive goes on.
  void read_member(Archive& archive, const std::string& name, const std::string& below,
                   int nesting) {
    try {
      read_content(archive.content(), name, below, nesting);
    } catch (const Error& error) {
      if (archive.is_broken() || expansion_.is_over()) throw;
      sink_.problem(0, error.hint().empty() ? error.what()
                                            : fmt::format("{}; {}", error.what(), error.hint()));
    }
  }

  void read_content(std::streambuf& content, const std::string& path, const std::string& member,
                    int nesting) {
    if (nesting == kMaxNesting) throw Error("archives nested too deeply");
    std::istream in(&content);
    in.exceptions(std::ios::badbit);
    read(in, path, member, nesting + 1);
  }

  const ReadOptions& options_;
  Sink& sink_;
  std::vector<Filter> filters_;
  Expansion expansion_;
};

}  // namespace

void check(const ReadOptions& options) {
  if (options.format != "auto" && find_format(options.format) == nullptr)
    throw Error(fmt::format("no such format: {}", options.format));
  if (!options.encoding.empty() && !Converter::exists(options.encoding))
    throw Error(
        fmt::format("--encoding {}: no such encoding", options.encoding),
        "for example MacRoman, IBM850, ISO-8859-15, UTF-16LE; all: uconv -l, of the package "
        "icu-devtools");
  const FieldNames names(options.maps);
  for (const std::string& filter : options.filters) require_command(parse_filter(filter));
}

void read(std::istream& in, const std::string& path, const ReadOptions& options, Sink& sink) {
  Descent(options, sink).read(in, path, {}, 0);
}

}  // namespace limier::corpus
