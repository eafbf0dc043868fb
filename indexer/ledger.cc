#include "indexer/ledger.hh"

#include <nlohmann/json.hpp>

#include "corpus/store/terms.hh"

namespace limier::indexer {
namespace {

using nlohmann::json;

constexpr std::string_view kRowPrefix = "limier:file:";
constexpr const char* kSourcesKey = "limier:sources";

/// Metadata keys are as short as terms; the row itself holds the whole path.
std::string row_key(const std::string& path) { return corpus::make_term(kRowPrefix, path); }

// CBOR, since a path may be any bytes and JSON text may not.
std::string encode(const json& value) {
  std::string bytes;
  json::to_cbor(value, bytes);
  return bytes;
}

}  // namespace

Ledger read_ledger(const Xapian::Database& database) {
  Ledger ledger;
  const std::string prefix(kRowPrefix);
  const auto end = database.metadata_keys_end(prefix);
  for (auto key = database.metadata_keys_begin(prefix); key != end; ++key) {
    const json row = json::from_cbor(database.get_metadata(*key));
    ledger[row[0].get<std::string>()] = {row[1].get<std::uint64_t>(), row[2].get<std::int64_t>(),
                                         row[3].get<std::string>(), row[4].get<std::uint64_t>(),
                                         row[5].get<std::string>()};
  }
  return ledger;
}

void write_row(Xapian::WritableDatabase& database, const std::string& path, const LedgerRow& row) {
  database.set_metadata(
      row_key(path),
      encode(json::array({path, row.size, row.mtime, row.hash, row.documents, row.problem})));
}

void erase_row(Xapian::WritableDatabase& database, const std::string& path) {
  database.set_metadata(row_key(path), {});
}

std::vector<Source> read_sources(const Xapian::Database& database) {
  std::vector<Source> sources;
  const std::string bytes = database.get_metadata(kSourcesKey);
  if (bytes.empty()) return sources;
  for (const json& row : json::from_cbor(bytes)) {
    Source source{row.at(0).get<std::string>(), {}};
    source.reading.format = row.at(1).get<std::string>();
    // Databases of an older schema, which a rebuild reads too, have no more than these two.
    if (row.size() > 2) {
      source.reading.encoding = row.at(2).get<std::string>();
      source.reading.maps = row.at(3).get<std::vector<std::string>>();
      source.reading.filters = row.at(4).get<std::vector<std::string>>();
    }
    sources.push_back(std::move(source));
  }
  return sources;
}

void write_sources(Xapian::WritableDatabase& database, const std::vector<Source>& sources) {
  json list = json::array();
  for (const auto& [path, reading] : sources)
    list.push_back(
        json::array({path, reading.format, reading.encoding, reading.maps, reading.filters}));
  database.set_metadata(kSourcesKey, sources.empty() ? std::string() : encode(list));
}

bool is_under(const std::string& path, const std::string& folder) {
  return path == folder || folder == "/" ||
         (path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/');
}

}  // namespace limier::indexer
