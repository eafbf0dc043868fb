#pragma once

#include <string>
#include <utility>
#include <vector>

#include "query/columns.hh"
#include "query/printer.hh"

namespace limier::query {

/// JSON Lines: a `passage` for each hit, an `end` for each query. `limier-query.schema.json` is
/// the contract.
class JsonPrinter final : public Printer {
 public:
  /// `columns`: the keys of a passage, behind its type.
  explicit JsonPrinter(std::vector<Column> columns) : columns_(std::move(columns)) {}

  void hit(const std::string& id, const Hit& hit) override;
  void end(const std::string& id, const Outcome& outcome) override;

 private:
  std::vector<Column> columns_;
};

}  // namespace limier::query
