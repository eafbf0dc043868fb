#include "query/table_printer.hh"

#include <fmt/format.h>

#include "corpus/printable.hh"
#include "query/output.hh"

namespace limier::query {
namespace {

using Json = nlohmann::ordered_json;

/// A value as a person would write it; nothing for null, `27-35 40-45` for highlights.
std::string plain(const Json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::string pairs;
  for (const Json& pair : value)
    pairs += fmt::format("{}{}-{}", pairs.empty() ? "" : " ", pair[0].get<std::size_t>(),
                         pair[1].get<std::size_t>());
  return pairs;
}

}  // namespace

std::string csv_cell(std::string_view text) {
  constexpr std::string_view kOpensFormula = "=+-@\t";
  std::string cell = corpus::printable(text, true);
  if (!cell.empty() && kOpensFormula.find(cell[0]) != std::string_view::npos) cell.insert(0, "'");
  if (cell.find_first_of("\",\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

std::string tsv_cell(std::string_view text) {
  std::string cell;
  bool space = false;
  for (const char c : corpus::printable(text, true)) {
    if (c == ' ' || c == '\t' || c == '\n') {
      space = !cell.empty();
      continue;
    }
    if (std::exchange(space, false)) cell += ' ';
    cell += c;
  }
  return cell;
}

TablePrinter::TablePrinter(TableKind kind, std::vector<Column> columns)
    : kind_(kind), columns_(std::move(columns)) {
  std::vector<std::string> names;
  for (const Column& column : columns_) names.emplace_back(column.name);
  write_row(names);
}

void TablePrinter::hit(const std::string& id, const Hit& hit) {
  std::vector<std::string> cells;
  for (const Column& column : columns_) cells.push_back(plain(column.value(id, hit)));
  write_row(cells);
}

void TablePrinter::end(const std::string&, const Outcome&) { flush_out(); }

void TablePrinter::write_row(const std::vector<std::string>& cells) const {
  const bool csv = kind_ == TableKind::csv;
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) row += csv ? ',' : '\t';
    row += csv ? csv_cell(cells[i]) : tsv_cell(cells[i]);
  }
  write_out(row + (csv ? "\r\n" : "\n"));
}

}  // namespace limier::query
