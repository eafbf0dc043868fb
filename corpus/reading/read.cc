#include <memory>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "corpus/error.hh"
#include "corpus/reading/converter.hh"
#include "corpus/reading/format.hh"
#include "corpus/reading/head_buffer.hh"
#include "corpus/reading/readers.hh"
#include "corpus/reading/records.hh"

namespace limier::corpus {
namespace {

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
}

void read(std::istream& in, const std::string& path, const ReadOptions& options, Sink& sink) {
  HeadBuffer buffer(in);
  if (buffer.head().empty()) return sink.skip(Skipped::empty);
  const Format* format = options.format == "auto" ? recognise_format(buffer.head(), path)
                                                  : find_format(options.format);
  if (format == nullptr) return sink.skip(Skipped::binary);
  read_text_file(buffer, *format, options, sink);
}

}  // namespace limier::corpus
