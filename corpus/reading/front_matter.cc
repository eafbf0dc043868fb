#include "corpus/reading/front_matter.hh"

#include <algorithm>
#include <string>
#include <utility>

#include "corpus/reading/readers.hh"

namespace limier::corpus {
namespace {

constexpr std::size_t kMaxBytes = 65536;

/// Takes the first line, with its end, off `text`.
std::string_view take_line(std::string_view& text) {
  const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
  const std::string_view line = text.substr(0, size);
  text.remove_prefix(size);
  return line;
}

std::string_view without_end_spaces(std::string_view line) {
  const std::size_t last = line.find_last_not_of(" \t\n");
  return line.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// The key of a line that begins with one; empty otherwise.
std::string_view key_of(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || line.find_first_of(" \t#\"'-[{") < colon) return {};
  const bool ends = colon + 1 == line.size() || line[colon + 1] == ' ' || line[colon + 1] == '\t';
  return ends ? line.substr(0, colon) : std::string_view();
}

/// A scalar without its quotes or the comment after it.
std::string scalar(std::string_view text) {
  text = trim(text);
  for (const char quote : {'"', '\''}) {
    if (!text.starts_with(quote)) continue;
    const std::size_t end = text.find(quote, 1);
    return std::string(text.substr(1, end == std::string_view::npos ? end : end - 1));
  }
  if (text.starts_with('#')) return {};
  return std::string(trim(text.substr(0, text.find(" #"))));
}

void append(std::string& value, const std::string& part, std::string_view separator) {
  if (part.empty()) return;
  if (!value.empty()) value += separator;
  value += part;
}

std::string list(std::string_view text) {
  std::string value;
  text = text.substr(1, text.find(']') - 1);
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    append(value, scalar(text.substr(0, comma)), ", ");
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return value;
}

/// The value of a key whose line ends with `rest`; takes the lines that belong to it off `text`.
std::string value_of(std::string_view rest, std::string_view& text) {
  rest = trim(rest);
  if (rest.starts_with('[')) return list(rest);
  const bool is_block = rest.starts_with('|') || rest.starts_with('>');
  if (!is_block && !rest.empty()) return scalar(rest);
  std::string value;
  while (!text.empty()) {
    std::string_view peeked = text;
    const std::string_view line = take_line(peeked);
    const std::string_view content = trim(line);
    const bool is_item = !is_block && (content == "-" || content.starts_with("- "));
    const bool is_indented = line.starts_with(' ') || line.starts_with('\t') || content.empty();
    if (!is_item && !is_indented) break;
    if (is_item) append(value, scalar(content.substr(1)), ", ");
    else if (is_block) append(value, std::string(content), " ");
    text = peeked;
  }
  return value;
}

}  // namespace

std::size_t front_matter_size(std::string_view text) {
  const std::string_view head = text.substr(0, kMaxBytes);
  std::string_view rest = head;
  if (rest.empty() || without_end_spaces(take_line(rest)) != "---") return 0;
  bool is_first = true;
  while (!rest.empty()) {
    const std::string_view line = without_end_spaces(take_line(rest));
    if (line == "---" || line == "...") return is_first ? 0 : head.size() - rest.size();
    if (line.empty() || line.starts_with('#')) continue;
    if (std::exchange(is_first, false) && key_of(line).empty()) return 0;
  }
  return 0;
}

void read_front_matter(std::string_view front_matter, Values& values) {
  std::string_view rest = front_matter;
  while (!rest.empty()) {
    const std::string_view line = without_end_spaces(take_line(rest));
    const std::string_view key = key_of(line);
    if (key.empty()) continue;
    std::string value = value_of(line.substr(key.size() + 1), rest);
    const std::size_t place = values.names().find(key);
    if (place < values.names().size()) values[place] = std::move(value);
  }
}

}  // namespace limier::corpus
