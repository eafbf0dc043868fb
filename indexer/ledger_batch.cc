#include "indexer/ledger_batch.hh"

#include <algorithm>
#include <utility>

#include "corpus/store/terms.hh"

namespace limier::indexer {
namespace {

constexpr const char* kUnfinishedKey = "limier:unfinished";

}  // namespace

void LedgerBatch::announce(const Shards& shards) const {
  for (const auto& [path, row] : rows_) {
    Xapian::WritableDatabase& shard = shards[corpus::shard_of(path, shards.size())];
    const std::optional<LedgerRow> before = read_row(shard, path);
    if (!row && !before) continue;
    LedgerRow unfinished = before.value_or(LedgerRow());
    unfinished.state = {};
    unfinished.hash.clear();
    write_row(shard, path, unfinished);
  }
  Xapian::WritableDatabase& first = shards.front();
  first.set_metadata(kUnfinishedKey, "1");
  if (!sources_) return;
  std::vector<Source> all = *sources_;
  for (Source& source : read_sources(first))
    if (std::none_of(all.begin(), all.end(),
                     [&](const Source& other) { return other.path == source.path; }))
      all.push_back(std::move(source));
  write_sources(first, all);
}

void LedgerBatch::write(const Shards& shards) {
  for (const auto& [path, row] : std::exchange(rows_, {})) {
    Xapian::WritableDatabase& shard = shards[corpus::shard_of(path, shards.size())];
    if (row) write_row(shard, path, *row);
    else erase_row(shard, path);
  }
  Xapian::WritableDatabase& first = shards.front();
  if (const auto sources = std::exchange(sources_, std::nullopt)) write_sources(first, *sources);
  if (!first.get_metadata(kUnfinishedKey).empty()) first.set_metadata(kUnfinishedKey, {});
}

bool is_unfinished(const corpus::Generation& generation) {
  return !generation.shards.front().get_metadata(kUnfinishedKey).empty();
}

}  // namespace limier::indexer
