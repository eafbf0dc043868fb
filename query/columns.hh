#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "query/searcher.hh"

namespace limier::query {

/// Something that is told of a passage to programs: a key of JSON Lines and a column of a table.
struct Column {
  std::string_view name;
  /// Null where there is nothing to tell. `id` is the query's in a batch, else empty.
  nlohmann::ordered_json (*value)(const std::string& id, const Hit& hit);
};

/// All columns, in the order of JSON Lines. Names are a contract: they may be added, never renamed.
std::span<const Column> all_columns();

/// The columns with these names, which must exist.
std::vector<Column> columns_named(const std::vector<std::string>& names);

/// Null for an empty text.
nlohmann::ordered_json text_or_null(const std::string& text);

}  // namespace limier::query
