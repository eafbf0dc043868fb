#include "query/render.hh"

#include <algorithm>

#include <fmt/format.h>

#include "corpus/printable.hh"
#include "corpus/utf8.hh"
#include "query/naming.hh"

namespace limier::query {
namespace {

// Bold red is what grep uses: it reads well on dark and on light grounds.
constexpr std::string_view kHighlight = "\x1b[1;31m";
constexpr std::string_view kTitle = "\x1b[1m";
constexpr std::string_view kPlace = "\x1b[35m";
constexpr std::string_view kReset = "\x1b[0m";

bool is_space(char32_t c) {
  // The no-break spaces hold a word and its punctuation together.
  return c == U' ' || c == U'\n' || c == U'\t';
}

/// A word with its colours, and the columns that it takes.
struct Chunk {
  std::string text;
  std::size_t width = 0;
};

std::vector<Chunk> chunks_of(std::string_view text, const std::vector<Highlight>& highlights,
                             bool color, std::string_view ground) {
  std::vector<Chunk> chunks;
  Chunk chunk;
  auto next = highlights.begin();
  bool inside = false;
  const auto paint = [&](bool on) {
    if (color && inside != on) {
      chunk.text += on ? kHighlight : kReset;
      if (!on) chunk.text += ground;
    }
    inside = on;
  };
  for (std::size_t at = 0; at < text.size();) {
    const corpus::CodePoint c = corpus::code_point_at(text, at);
    while (next != highlights.end() && at >= next->end) ++next;
    const bool wanted = next != highlights.end() && at >= next->begin;
    if (is_space(c.value)) {
      // A colour never spans a line end.
      paint(false);
      if (!chunk.text.empty()) chunks.push_back(std::move(chunk));
      chunk = {};
    } else {
      paint(wanted);
      const std::string shown = corpus::printable(text.substr(at, c.end - at));
      chunk.text += shown;
      chunk.width += corpus::display_width(shown);
    }
    at = c.end;
  }
  paint(false);
  if (!chunk.text.empty()) chunks.push_back(std::move(chunk));
  return chunks;
}

/// The parts of highlights from `begin` to `end`, in bytes from there.
std::vector<Highlight> clipped(const std::vector<Highlight>& highlights, std::size_t begin,
                               std::size_t end) {
  std::vector<Highlight> result;
  for (const Highlight& highlight : highlights)
    if (highlight.begin < end && highlight.end > begin)
      result.push_back(
          {std::max(highlight.begin, begin) - begin, std::min(highlight.end, end) - begin});
  return result;
}

/// A line with its own spaces.
std::string render_line(std::string_view line, const std::vector<Highlight>& highlights,
                        bool color) {
  std::string result;
  std::size_t at = 0;
  const auto add = [&](std::size_t end) {
    result += corpus::printable(line.substr(at, end - at), true);
    at = end;
  };
  for (const Highlight& highlight : highlights) {
    add(highlight.begin);
    if (color) result += kHighlight;
    add(highlight.end);
    if (color) result += kReset;
  }
  add(line.size());
  return result + '\n';
}

}  // namespace

std::string render(std::string_view text, const std::vector<Highlight>& highlights,
                   std::size_t width, bool color, std::string_view indent,
                   std::string_view ground) {
  if (!color) ground = {};
  const std::string line_end = ground.empty() ? "\n" : fmt::format("{}\n", kReset);
  std::string result;
  std::size_t column = 0;
  for (const Chunk& chunk : chunks_of(text, highlights, color, ground)) {
    const bool first = result.empty();
    if (first || (width > 0 && column + 1 + chunk.width > width)) {
      if (!first) result += line_end;
      (result += indent) += ground;
      column = indent.size();
    } else {
      result += ' ';
      ++column;
    }
    result += chunk.text;
    column += chunk.width;
  }
  return result + (result.empty() ? "\n" : line_end);
}

std::string render_passage(const Hit& hit, std::size_t width, bool color, std::string_view indent) {
  std::vector<Highlight> highlights = hit.highlights;
  for (Highlight& highlight : highlights) {
    highlight.begin -= hit.begin;
    highlight.end -= hit.begin;
  }
  const std::string_view text = hit.record.text;
  return render(text.substr(hit.begin, hit.end - hit.begin), highlights, width, color, indent);
}

std::string render_text(std::string_view text, const std::vector<Highlight>& highlights,
                        std::size_t width, bool color) {
  std::string result;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    const std::vector<Highlight> within = clipped(highlights, begin, end);
    result += width > 0 && corpus::display_width(line) > width
                  ? render(line, within, width, color, "")
                  : render_line(line, within, color);
    begin = end + 1;
  }
  return result;
}

std::string render_title(const corpus::Record& record, const std::vector<Highlight>& highlights,
                         std::size_t width, bool color) {
  if (record.title.empty()) return {};
  return render(record.title, highlights, width, color, "", kTitle);
}

std::string render_place(const corpus::Record& record, std::size_t at, bool color,
                         std::size_t copies) {
  std::string place = corpus::printable(shown_path(record));
  if (const std::size_t line = line_at(record, at); line > 0) place += fmt::format(":{}", line);
  if (color) place = fmt::format("{}{}{}", kPlace, place, kReset);
  for (const std::string* detail : {&record.id, &record.date, &record.source})
    if (!detail->empty()) place += fmt::format(" · {}", corpus::printable(*detail));
  if (copies > 0) place += fmt::format(" · and {} near-cop{}", copies, copies == 1 ? "y" : "ies");
  return place + '\n';
}

}  // namespace limier::query
