#include "indexer/ledger.hh"

#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "corpus/store/terms.hh"

namespace limier::indexer {
namespace {

using nlohmann::json;

constexpr std::string_view kRowPrefix = "limier:file:";
/// Of rows whose path is too long for a key.
constexpr std::string_view kLongRowPrefix = "limier:long:";
constexpr const char* kSourcesKey = "limier:sources";

std::string row_key(const std::string& path) {
  const bool fits = kRowPrefix.size() + path.size() <= corpus::kMaxTermBytes;
  return fits ? std::string(kRowPrefix) + path : corpus::make_term(kLongRowPrefix, path);
}

// A row is numbers of 8 bytes, the most significant first, and texts behind their length. There may
// be millions, and each run reads them all: no general format is as quick.
void put(std::string& bytes, std::uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 0xFFU);
}

void put(std::string& bytes, const std::string& text) {
  put(bytes, text.size());
  bytes += text;
}

class Taker {
 public:
  explicit Taker(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t number() {
    std::uint64_t number = 0;
    for (const char byte : take(8)) number = number << 8U | static_cast<unsigned char>(byte);
    return number;
  }
  std::string_view text() { return take(number()); }

 private:
  std::string_view take(std::size_t size) {
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(taken.size());
    return taken;
  }

  std::string_view bytes_;
};

std::string encode(const std::string& path, const LedgerRow& row) {
  std::string bytes;
  put(bytes, path);
  put(bytes, row.state.size);
  put(bytes, static_cast<std::uint64_t>(row.state.mtime));
  put(bytes, static_cast<std::uint64_t>(row.state.ctime));
  put(bytes, row.documents);
  put(bytes, row.hash);
  put(bytes, row.problem);
  return bytes;
}

LedgerRow decode(std::string_view bytes) {
  Taker taker(bytes);
  taker.text();  // the path
  LedgerRow row;
  row.state.size = taker.number();
  row.state.mtime = static_cast<std::int64_t>(taker.number());
  row.state.ctime = static_cast<std::int64_t>(taker.number());
  row.documents = taker.number();
  row.hash = taker.text();
  row.problem = taker.text();
  return row;
}

}  // namespace

LedgerCursor::LedgerCursor(Xapian::Database database, std::string folder)
    : database_(std::move(database)), folder_(std::move(folder)) {
  const std::string below = folder_ == "/" ? folder_ : folder_ + '/';
  const std::string prefix = std::string(kRowPrefix) + below;
  key_ = database_.metadata_keys_begin(prefix);
  end_ = database_.metadata_keys_end(prefix);
  const std::string all_long(kLongRowPrefix);
  for (auto key = database_.metadata_keys_begin(all_long);
       key != database_.metadata_keys_end(all_long); ++key) {
    std::string bytes = database_.get_metadata(*key);
    std::string path(Taker(bytes).text());
    if (path.starts_with(below)) long_rows_.emplace(std::move(path), std::move(bytes));
  }
}

bool LedgerCursor::next() {
  if (!std::exchange(begun_, true)) {
    path_ = folder_;
    bytes_ = database_.get_metadata(row_key(path_));
    if (!bytes_.empty()) return true;
  }
  if (key_ == end_ && long_rows_.empty()) return false;
  const std::string key = key_ == end_ ? std::string() : *key_;
  std::string path = key.substr(std::min(kRowPrefix.size(), key.size()));
  if (key.empty() || (!long_rows_.empty() && long_rows_.begin()->first < path)) {
    auto row = long_rows_.extract(long_rows_.begin());
    path_ = std::move(row.key());
    bytes_ = std::move(row.mapped());
    return true;
  }
  path_ = std::move(path);
  bytes_ = database_.get_metadata(key);
  ++key_;
  return true;
}

LedgerRow LedgerCursor::row() const { return decode(bytes_); }

std::optional<LedgerRow> read_row(const Xapian::Database& database, const std::string& path) {
  const std::string bytes = database.get_metadata(row_key(path));
  if (bytes.empty()) return std::nullopt;
  return decode(bytes);
}

void write_row(Xapian::WritableDatabase& database, const std::string& path, const LedgerRow& row) {
  database.set_metadata(row_key(path), encode(path, row));
}

void erase_row(Xapian::WritableDatabase& database, const std::string& path) {
  database.set_metadata(row_key(path), {});
}

std::vector<Source> read_sources(const Xapian::Database& database) {
  std::vector<Source> sources;
  const std::string bytes = database.get_metadata(kSourcesKey);
  if (bytes.empty()) return sources;
  for (const json& row : json::from_cbor(bytes)) {
    Source source{row.at(0).get<std::string>(), {}, {}};
    source.reading.format = row.at(1).get<std::string>();
    // Databases of an older schema, which a rebuild reads too, have no more than these two.
    if (row.size() > 2) {
      source.reading.encoding = row.at(2).get<std::string>();
      source.reading.maps = row.at(3).get<std::vector<std::string>>();
      source.reading.filters = row.at(4).get<std::vector<std::string>>();
    }
    if (row.size() > 5) source.exclude = row.at(5).get<std::vector<std::string>>();
    sources.push_back(std::move(source));
  }
  return sources;
}

void write_sources(Xapian::WritableDatabase& database, const std::vector<Source>& sources) {
  // CBOR, since a path may be any bytes and JSON text may not.
  json list = json::array();
  for (const auto& [path, reading, exclude] : sources)
    list.push_back(json::array(
        {path, reading.format, reading.encoding, reading.maps, reading.filters, exclude}));
  std::string bytes;
  if (!sources.empty()) json::to_cbor(list, bytes);
  database.set_metadata(kSourcesKey, bytes);
}

bool is_under(const std::string& path, const std::string& folder) {
  return path == folder || folder == "/" ||
         (path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/');
}

}  // namespace limier::indexer
