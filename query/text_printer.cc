#include "query/text_printer.hh"

#include <cstdio>
#include <vector>

#include <fmt/format.h>

#include "corpus/printable.hh"
#include "query/output.hh"
#include "query/render.hh"

namespace limier::query {
namespace {

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

/// `    2.310  reunies, accent: réunies`
std::string line_of(const Reason& reason) {
  std::string line = fmt::format("{:9.3f}  ", reason.score);
  line += reason.typed.empty() ? reason.as : fmt::format("{}, {}", reason.typed, reason.as);
  if (!reason.found.empty()) line += fmt::format(": {}", fmt::join(reason.found, ", "));
  return corpus::printable(line) + '\n';
}

}  // namespace

void TextPrinter::hit(const std::string& id, const Hit& hit) {
  const corpus::Record& record = hit.record;
  // Further passages of a document stand below its title.
  const bool further = printed_ && id == last_id_ && hit.rank == last_rank_;
  std::string block = printed_ && !further ? "\n" : "";
  if (!id.empty() && (id != last_id_ || !printed_))
    block += fmt::format("# {}\n", corpus::printable(id));
  last_id_ = id;
  last_rank_ = hit.rank;
  printed_ = true;
  if (!further) block += render_title(record, hit.title_highlights, width_, color_);
  block += render_place(record, hit.begin, color_, further ? 0 : hit.similar);
  block += render_passage(hit, width_, color_);
  if (!further)
    for (const Reason& reason : hit.why) block += line_of(reason);
  write_out(block);
}

void TextPrinter::end(const std::string& id, const Outcome& outcome) {
  for (const auto& [value, documents] : outcome.facets)
    write_out(fmt::format("{}{:7}  {}\n",
                          id.empty() ? "" : fmt::format("{}: ", corpus::printable(id)), documents,
                          value.empty() ? "-" : corpus::printable(value)));
  flush_out();
  last_rank_ = 0;
  std::string line =
      fmt::format("{}{} document{}, {:.0f} ms", outcome.exact ? "" : "about ", outcome.documents,
                  outcome.documents == 1 ? "" : "s", outcome.seconds * 1000);
  if (outcome.relaxed) line += "; none has all the words, these have the weightier ones";
  if (!outcome.missing.empty() && !outcome.diagnosis)
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
