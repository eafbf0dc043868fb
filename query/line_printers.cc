#include "query/line_printers.hh"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <unicode/uchar.h>

#include "corpus/printable.hh"
#include "corpus/utf8.hh"
#include "query/naming.hh"
#include "query/output.hh"
#include "query/render.hh"

namespace limier::query {
namespace {

std::string percent_encoded(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const corpus::CodePoint c = corpus::code_point_at(text, at);
    const std::string_view bytes = text.substr(at, c.end - at);
    at = c.end;
    const bool encodes = c.value == U'%' || corpus::is_terminal_control(c.value) ||
                         u_isUWhiteSpace(static_cast<UChar32>(c.value)) != 0;
    if (!encodes) result += bytes;
    else
      for (const char byte : bytes)
        result += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
  }
  return result;
}

}  // namespace

void TrecPrinter::hit(const std::string& id, const Hit& hit) {
  write_out(fmt::format("{} Q0 {} {} {:.6f} limier\n", id.empty() ? "1" : percent_encoded(id),
                        percent_encoded(shown_name(hit.record)), hit.rank, hit.score));
}

void TrecPrinter::end(const std::string&, const Outcome&) { flush_out(); }

void PathsPrinter::hit(const std::string&, const Hit& hit) {
  const std::string path = shown_path(hit.record);
  if (std::find(printed_.begin(), printed_.end(), path) != printed_.end()) return;
  printed_.push_back(path);
  // A program reads NUL-separated names: it gets them as they are.
  if (null_separated_) write_out(path + '\0');
  else write_out(corpus::printable(path) + '\n');
}

void PathsPrinter::end(const std::string&, const Outcome&) {
  printed_.clear();
  flush_out();
}

void LinesPrinter::hit(const std::string&, const Hit& hit) {
  const corpus::Record& record = hit.record;
  const std::size_t at = hit.highlights.empty() ? hit.begin : hit.highlights.front().begin;
  write_out(fmt::format("{}:{}:{}:{}", corpus::printable(shown_path(record)),
                        std::max<std::size_t>(line_at(record, at), 1), column_at(record, at),
                        render_passage(hit, 0, color_, "")));
}

void LinesPrinter::end(const std::string&, const Outcome&) { flush_out(); }

}  // namespace limier::query
