#include "corpus/reading/format.hh"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <fmt/format.h>
#include <unicode/uchar.h>

#include "corpus/error.hh"
#include "corpus/reading/decode.hh"
#include "corpus/reading/readers.hh"

namespace limier::corpus {
namespace {

// In the order in which they are tried: text takes whatever no other format recognises.
constexpr std::array<Format, 6> kFormats = {{
    {"jsonl", "JSON Lines: a record a line", recognises_json_lines, read_json_lines},
    {"html", "web pages", recognises_html, read_html},
    {"markdown", "Markdown, with front matter", recognises_markdown, read_markdown},
    {"csv", "records in columns, comma or semicolon between them", recognises_csv, read_csv},
    {"tsv", "records in columns, a tab between them", recognises_tsv, read_tsv},
    {"text", "plain text", recognises_text, read_text},
}};

bool is_space(UChar32 character) {
  return u_isUWhiteSpace(character) || character == 0xFEFF || character == 0;
}

}  // namespace

std::span<const Format> formats() { return kFormats; }

const Format* find_format(std::string_view name) {
  const auto has_name = [name](const Format& format) { return format.name == name; };
  const auto found = std::find_if(kFormats.begin(), kFormats.end(), has_name);
  return found == kFormats.end() ? nullptr : &*found;
}

const Format* recognise_format(std::string_view head, std::string_view path) {
  if (looks_binary(head)) return nullptr;
  const auto recognises = [=](const Format& format) { return format.recognises(head, path); };
  const auto found = std::find_if(kFormats.begin(), kFormats.end(), recognises);
  return found == kFormats.end() ? nullptr : &*found;
}

std::string read_all(std::istream& in, std::size_t mebibytes) {
  constexpr std::size_t kStep = std::size_t{1} << 16U;
  const std::size_t most = mebibytes << 20U;
  std::string bytes;
  while (in) {
    const std::size_t size = bytes.size();
    if (size > most) throw Error(fmt::format("larger than {} MiB", mebibytes));
    bytes.resize(size + std::max(kStep, size / 2));
    in.read(bytes.data() + size, static_cast<std::streamsize>(bytes.size() - size));
    bytes.resize(size + static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) throw Error("cannot be read");
  if (bytes.size() > most) throw Error(fmt::format("larger than {} MiB", mebibytes));
  return bytes;
}

std::string read_text_of(Input& input, std::size_t most_mebibytes) {
  Decoded decoded = decode(read_all(input.stream, most_mebibytes));
  input.decoding.add(decoded);
  return std::move(decoded.text);
}

bool has_extension(std::string_view path, std::string_view extension) {
  if (path.size() < extension.size()) return false;
  const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == b; };
  const std::string_view end = path.substr(path.size() - extension.size());
  return std::equal(end.begin(), end.end(), extension.begin(), same);
}

std::string_view trim(std::string_view text) {
  std::size_t next = 0;
  while (next < text.size() && is_space(next_character(text, next))) {
    text.remove_prefix(std::exchange(next, 0));
  }
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && U8_IS_TRAIL(static_cast<std::uint8_t>(text[last]))) --last;
    next = last;
    if (!is_space(next_character(text, next))) break;
    text = text.substr(0, last);
  }
  return text;
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : trim(text)) {
    const bool separates = static_cast<unsigned char>(c) <= ' ' || c == '\x7F';
    if (!separates) {
      line += c;
    } else if (!line.ends_with(' ')) {
      line += ' ';
    }
  }
  return line;
}

bool begins_with_line(std::string_view body, std::string_view title) {
  const std::string_view text = trim(body);
  return !title.empty() && one_line(text.substr(0, text.find('\n'))) == title;
}

}  // namespace limier::corpus
