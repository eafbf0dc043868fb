#include "indexer/merging.hh"

#include <cstdint>
#include <map>
#include <optional>
#include <system_error>

#include "corpus/store/boilerplate.hh"
#include "corpus/store/durable.hh"
#include "corpus/store/fields.hh"
#include "corpus/store/generation.hh"
#include "corpus/store/paragraphs.hh"
#include "corpus/store/record.hh"
#include "corpus/store/sections.hh"

namespace limier::indexer {
namespace {

namespace fs = std::filesystem;

/// A part, and the shard that it goes into.
struct Piece {
  fs::path path;
  std::size_t shard = 0;
};

/// Makes outdated documents anew, those of each shard by a builder of its own.
class Renewal {
 public:
  Renewal(const corpus::DatabaseFolder& database, const Resources& resources)
      : database_(database), resources_(resources) {}

  SegmentBuilder& builder_of(std::size_t shard) {
    std::optional<SegmentBuilder>& builder = builders_[shard];
    if (!builder) {
      const fs::path folder = database_.scratch() / "settled" / corpus::shard_name(shard);
      fs::create_directories(folder);
      builder.emplace(folder, resources_, database_.path().string());
    }
    return *builder;
  }

  void finish(Parts& parts) {
    for (auto& [shard, builder] : builders_) {
      const std::vector<fs::path> anew = builder->finish();
      parts[shard].insert(parts[shard].end(), anew.begin(), anew.end());
    }
  }

 private:
  const corpus::DatabaseFolder& database_;
  Resources resources_;
  std::map<std::size_t, std::optional<SegmentBuilder>> builders_;
};

/// How far a generation may grow, in hundredths of its size after merging. Merging leaves blocks
/// full: the first change of ten files in 20,000 splits so many that it is 1.16 times the size,
/// a dozen more lead to 1.3. A hundredth of the files touches most blocks, and is merged at once.
constexpr std::uint64_t kMaxGrowth = 140;
/// How much more it may take in any case: empty blocks of a small one are not worth a copy.
constexpr std::uint64_t kSmallGrowth = 1 << 18;

/// Removals that Xapian holds in memory at a time.
constexpr std::size_t kRemovalsHeld = 1000;

void remove_outdated(const corpus::Boilerplate& boilerplate, const std::vector<Piece>& pieces) {
  std::optional<Xapian::WritableDatabase> part;
  std::size_t open = pieces.size();
  std::size_t held = 0;
  for (const auto& outdated : boilerplate.outdated()) {
    if (outdated.part != open) {
      if (part) part->commit();
      part = corpus::open_scratch(pieces[open = outdated.part].path);
    }
    for (const Xapian::docid id : outdated.sections) {
      part->delete_document(id);
      if (++held % kRemovalsHeld == 0) part->commit();
    }
  }
  part->commit();
}

/// The records of an outdated document as they are to be.
std::vector<corpus::Record> settled(const Xapian::Database& database,
                                    const corpus::Boilerplate& boilerplate,
                                    const corpus::Boilerplate::Outdated& outdated) {
  std::vector<corpus::Record> records;
  for (const Xapian::docid id : outdated.sections) {
    records.push_back(corpus::decode_record(database.get_document(id).get_data()));
    corpus::set_aside(records.back(),
                      [&](std::uint64_t hash) { return boilerplate.is_set_aside(hash, outdated); });
  }
  return records;
}

}  // namespace

std::string mark_in(const Xapian::Database& database, Xapian::docid first_section) {
  return database.get_document(first_section).get_value(corpus::kContentSlot);
}

void settle(Parts& parts, const corpus::DatabaseFolder& folder, const Resources& resources) {
  std::vector<Piece> pieces;
  std::vector<Xapian::Database> databases;
  for (std::size_t shard = 0; shard < parts.size(); ++shard)
    for (const fs::path& part : parts[shard]) {
      pieces.push_back({part, shard});
      databases.emplace_back(part.string(), Xapian::DB_OPEN);
    }
  const corpus::Boilerplate boilerplate(databases);
  if (boilerplate.outdated().empty()) return;
  Renewal renewal(folder, resources);
  for (const auto& outdated : boilerplate.outdated()) {
    const Xapian::Database& database = databases[outdated.part];
    renewal.builder_of(pieces[outdated.part].shard)
        .add(settled(database, boilerplate, outdated),
             mark_in(database, outdated.sections.front()));
  }
  databases.clear();
  remove_outdated(boilerplate, pieces);
  renewal.finish(parts);
}

void settle_in_place(const std::vector<std::reference_wrapper<Xapian::WritableDatabase>>& shards,
                     corpus::Chain& chain) {
  const std::vector<Xapian::Database> databases(shards.begin(), shards.end());
  const corpus::Boilerplate boilerplate(databases);
  for (const auto& outdated : boilerplate.outdated()) {
    Xapian::WritableDatabase& shard = shards[outdated.part];
    auto id = outdated.sections.begin();
    corpus::for_each_section(settled(shard, boilerplate, outdated), mark_in(shard, *id), chain,
                             [&](const Xapian::Document& section, std::size_t) {
                               shard.replace_document(*id++, section);
                             });
  }
}

bool has_outgrown(const Parts& generation) {
  std::uint64_t merged = 0;
  std::uint64_t now = 0;
  for (const std::vector<fs::path>& shard : generation) {
    merged += corpus::merged_bytes(shard.front());
    now += corpus::bytes_of(shard.front());
  }
  return now > merged * kMaxGrowth / 100 + kSmallGrowth * generation.size();
}

void publish(const corpus::DatabaseFolder& folder, const Parts& parts) {
  const std::string next = folder.next();
  const fs::path generation = folder.generation_path(next);
  try {
    if (parts.size() > 1) fs::create_directory(generation);
    for (std::size_t shard = 0; shard < parts.size(); ++shard) {
      const fs::path path = parts.size() == 1 ? generation : generation / corpus::shard_name(shard);
      corpus::merge(parts[shard], path);
      corpus::remember_merged_bytes(path);
      corpus::sync_files_of(path);
    }
    corpus::sync_folder(generation);
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(generation, ignored);
    throw;
  }
  folder.publish(next);
}

}  // namespace limier::indexer
