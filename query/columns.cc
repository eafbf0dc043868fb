#include "query/columns.hh"

#include <algorithm>
#include <array>

#include "query/naming.hh"

namespace limier::query {
namespace {

using Json = nlohmann::ordered_json;
using Id = const std::string&;

Json line_or_null(const Hit& hit) {
  const std::size_t line = line_at(hit.record, hit.begin);
  return line == 0 ? Json() : Json(line);
}

Json highlights(const Hit& hit) {
  Json pairs = Json::array();
  for (const Highlight& highlight : hit.highlights)
    pairs.push_back({highlight.begin - hit.begin, highlight.end - hit.begin});
  return pairs;
}

Json passage(const Hit& hit) { return hit.record.text.substr(hit.begin, hit.end - hit.begin); }

Json origin_of_date(const corpus::Record& record) {
  if (record.date.empty()) return {};
  return record.date_from_text ? "text" : "metadata";
}

constexpr auto kColumns = std::to_array<Column>({
    {"query", [](Id id, const Hit&) { return text_or_null(id); }},
    {"rank", [](Id, const Hit& hit) -> Json { return hit.rank; }},
    {"score", [](Id, const Hit& hit) -> Json { return hit.score; }},
    {"document", [](Id, const Hit& hit) -> Json { return shown_name(hit.record); }},
    {"path", [](Id, const Hit& hit) -> Json { return shown_path(hit.record); }},
    {"line", [](Id, const Hit& hit) { return line_or_null(hit); }},
    {"title", [](Id, const Hit& hit) { return text_or_null(hit.record.title); }},
    {"date", [](Id, const Hit& hit) { return text_or_null(hit.record.date); }},
    {"date_from", [](Id, const Hit& hit) { return origin_of_date(hit.record); }},
    {"source", [](Id, const Hit& hit) { return text_or_null(hit.record.source); }},
    {"author", [](Id, const Hit& hit) { return text_or_null(hit.record.author); }},
    {"url", [](Id, const Hit& hit) { return text_or_null(hit.record.url); }},
    {"section", [](Id, const Hit& hit) -> Json { return hit.record.section; }},
    {"text", [](Id, const Hit& hit) { return passage(hit); }},
    {"begin", [](Id, const Hit& hit) -> Json { return hit.record.begin + hit.begin; }},
    {"end", [](Id, const Hit& hit) -> Json { return hit.record.begin + hit.end; }},
    {"highlights", [](Id, const Hit& hit) { return highlights(hit); }},
    {"similar", [](Id, const Hit& hit) -> Json { return hit.similar; }},
});

}  // namespace

std::span<const Column> all_columns() { return kColumns; }

std::vector<Column> columns_named(const std::vector<std::string>& names) {
  std::vector<Column> columns;
  for (const std::string& name : names)
    columns.push_back(*std::find_if(kColumns.begin(), kColumns.end(),
                                    [&](const Column& column) { return column.name == name; }));
  return columns;
}

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

}  // namespace limier::query
