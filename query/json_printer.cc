#include "query/json_printer.hh"

#include <cstddef>
#include <string>

#include <fmt/format.h>

#include "corpus/printable.hh"
#include "corpus/utf8.hh"
#include "query/output.hh"

namespace limier::query {
namespace {

using Json = nlohmann::ordered_json;

/// JSON text that is safe on a terminal as well: what could control one is escaped. Such code
/// points only stand inside strings, where an escape means the same.
std::string dump(const Json& value) {
  const std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t control = corpus::next_terminal_control(text, at);
    result.append(text, at, control - at);
    if (control == text.size()) break;
    const corpus::CodePoint c = corpus::code_point_at(text, control);
    result += fmt::format("\\u{:04x}", static_cast<unsigned>(c.value));
    at = c.end;
  }
  return result;
}

}  // namespace

void JsonPrinter::hit(const std::string& id, const Hit& hit) {
  Json object = {{"type", "passage"}};
  for (const Column& column : columns_) object.emplace(column.name, column.value(id, hit));
  for (const Reason& reason : hit.why)
    object["why"].push_back({{"word", text_or_null(reason.typed)},
                             {"as", reason.as},
                             {"found", reason.found},
                             {"score", reason.score}});
  write_out(dump(object) + "\n");
}

void JsonPrinter::end(const std::string& id, const Outcome& outcome) {
  for (const auto& [value, documents] : outcome.facets)
    write_out(dump({{"type", "facet"},
                    {"query", text_or_null(id)},
                    {"value", text_or_null(value)},
                    {"documents", documents}}) +
              "\n");
  Json corrected = Json::object();
  Json also = Json::object();
  for (const Expansion& expansion : outcome.expansions) {
    if (expansion.origin == Origin::correction) corrected[expansion.typed] = expansion.shown;
    else also[expansion.typed].push_back(expansion.shown);
  }
  Json partial;
  for (const corpus::MissingShard& shard : outcome.partial) partial.push_back(shard.name);
  write_out(dump({{"type", "end"},
                  {"query", text_or_null(id)},
                  {"documents", outcome.documents},
                  {"exact", outcome.exact},
                  {"relaxed", outcome.relaxed},
                  {"missing", outcome.missing},
                  {"corrected", corrected.empty() ? Json() : corrected},
                  {"also", also},
                  {"undated", outcome.undated},
                  {"notes", outcome.notes},
                  {"partial", partial.empty() ? Json() : partial},
                  {"seconds", outcome.seconds}}) +
            "\n");
  flush_out();
}

}  // namespace limier::query
