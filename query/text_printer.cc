#include "query/text_printer.hh"

#include <algorithm>
#include <cstdio>
#include <vector>

#include <fmt/format.h>

#include "corpus/printable.hh"
#include "corpus/utf8.hh"
#include "query/output.hh"

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

std::string paint(std::string_view color_code, const std::string& text, bool color) {
  return color ? fmt::format("{}{}{}", color_code, text, kReset) : text;
}

/// ` (Tokaïev: also Tokayev, Tokaev; telechager: taken as télécharger)`
std::string said_of(const std::vector<Expansion>& expansions) {
  std::string said;
  const Expansion* before = nullptr;
  for (const Expansion& expansion : expansions) {
    const bool correction = expansion.origin == Origin::correction;
    if (before != nullptr && before->typed == expansion.typed && !correction)
      said += ", " + expansion.shown;
    else
      said += fmt::format("{}{}: {} {}", said.empty() ? " (" : "; ", expansion.typed,
                          correction ? "taken as" : "also", expansion.shown);
    before = &expansion;
  }
  return said.empty() ? said : said + ")";
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

void TextPrinter::hit(const std::string& id, const Hit& hit) {
  const corpus::Record& record = hit.record;
  std::string block = printed_ ? "\n" : "";
  if (!id.empty() && (id != last_id_ || !printed_))
    block += fmt::format("# {}\n", corpus::printable(id));
  last_id_ = id;
  printed_ = true;
  if (!record.title.empty()) {
    block += render(record.title, hit.title_highlights, width_, color_, "", kTitle);
  }
  std::string place = corpus::printable(shown_path(record));
  if (const std::size_t line = line_at(record, hit.begin); line > 0)
    place += fmt::format(":{}", line);
  block += paint(kPlace, place, color_);
  for (const std::string* detail : {&record.id, &record.date, &record.source})
    if (!detail->empty()) block += fmt::format(" · {}", corpus::printable(*detail));
  block += '\n';
  write_out(block + render_passage(hit, width_, color_));
}

void TextPrinter::end(const std::string& id, const Outcome& outcome) {
  flush_out();
  std::string line =
      fmt::format("{}{} document{}, {:.0f} ms", outcome.exact ? "" : "about ", outcome.documents,
                  outcome.documents == 1 ? "" : "s", outcome.seconds * 1000);
  if (outcome.relaxed) line += "; none has all the words, these have the weightier ones";
  if (!outcome.missing.empty())
    line += fmt::format("; in no document: {}", fmt::join(outcome.missing, ", "));
  if (outcome.undated > 0) line += fmt::format("; {} more without a date", outcome.undated);
  for (const std::string& note : outcome.notes) line += fmt::format("; {}", note);
  line += said_of(outcome.expansions);
  std::fputs(fmt::format("{}{}{}\n", printed_ ? "\n" : "",
                         id.empty() ? "" : fmt::format("{}: ", corpus::printable(id)),
                         corpus::printable(line))
                 .c_str(),
             stderr);
}

}  // namespace limier::query
