#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/columns.hh"
#include "query/printer.hh"

namespace limier::query {

enum class TableKind { csv, tsv };

/// A table with a heading, a passage a row.
class TablePrinter final : public Printer {
 public:
  /// Writes the heading.
  TablePrinter(TableKind kind, std::vector<Column> columns);

  void hit(const std::string& id, const Hit& hit) override;
  void end(const std::string& id, const Outcome& outcome) override;

 private:
  void write_row(const std::vector<std::string>& cells) const;

  TableKind kind_;
  std::vector<Column> columns_;
};

/// A cell as RFC 4180 has it. What a spreadsheet would take for a formula gets an apostrophe before
/// it, and what could control a terminal is made visible; line ends and tabs stay.
std::string csv_cell(std::string_view text);

/// A cell without tabs and line ends: white space becomes one space.
std::string tsv_cell(std::string_view text);

}  // namespace limier::query
