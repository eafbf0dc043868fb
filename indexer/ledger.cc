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

LedgerCursor::Part::Part(Xapian::Database shard, std::string of_folder)
    : database(std::move(shard)), folder(std::move(of_folder)) {
  const std::string below = folder == "/" ? folder : folder + '/';
  const std::string prefix = std::string(kRowPrefix) + below;
  key = database.metadata_keys_begin(prefix);
  end = database.metadata_keys_end(prefix);
  const std::string all_long(kLongRowPrefix);
  for (auto long_key = database.metadata_keys_begin(all_long);
       long_key != database.metadata_keys_end(all_long); ++long_key) {
    std::string row = database.get_metadata(*long_key);
    std::string of(Taker(row).text());
    if (of.starts_with(below)) long_rows.emplace(std::move(of), std::move(row));
  }
}

bool LedgerCursor::Part::next() {
  if (!std::exchange(begun, true)) {
    path = folder;
    bytes = database.get_metadata(row_key(path));
    if (!bytes.empty()) return true;
  }
  if (key == end && long_rows.empty()) return false;
  const std::string now = key == end ? std::string() : *key;
  std::string of = now.substr(std::min(kRowPrefix.size(), now.size()));
  if (now.empty() || (!long_rows.empty() && long_rows.begin()->first < of)) {
    auto row = long_rows.extract(long_rows.begin());
    path = std::move(row.key());
    bytes = std::move(row.mapped());
    return true;
  }
  path = std::move(of);
  bytes = database.get_metadata(now);
  ++key;
  return true;
}

LedgerCursor::LedgerCursor(const corpus::Generation& generation, const std::string& folder) {
  for (const Xapian::Database& shard : generation.shards) {
    Part& part = parts_.emplace_back(shard, folder);
    part.there = part.next();
  }
}

bool LedgerCursor::next() {
  if (current_ != nullptr) current_->there = current_->next();
  current_ = nullptr;
  for (Part& part : parts_)
    if (part.there && (current_ == nullptr || part.path < current_->path)) current_ = &part;
  return current_ != nullptr;
}

LedgerRow LedgerCursor::row() const { return decode(current_->bytes); }

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
