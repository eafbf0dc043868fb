#include "indexer/merging.hh"

#include <cstdint>
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

/// How far a generation may grow, in hundredths of its size after merging. Merging leaves blocks
/// full: the first change of ten files in 20,000 splits so many that it is 1.16 times the size,
/// a dozen more lead to 1.3. A hundredth of the files touches most blocks, and is merged at once.
constexpr std::uint64_t kMaxGrowth = 140;
/// How much more it may take in any case: empty blocks of a small one are not worth a copy.
constexpr std::uint64_t kSmallGrowth = 1 << 18;

/// Sections made anew that Xapian holds in memory at a time.
constexpr std::size_t kSectionsHeld = 1000;

/// Makes an outdated document anew where it stands. Of its terms Xapian writes those that differ.
void renew(Xapian::WritableDatabase& database, const corpus::Boilerplate& boilerplate,
           const corpus::Boilerplate::Outdated& outdated, corpus::Chain& chain) {
  std::vector<corpus::Record> records;
  for (const Xapian::docid id : outdated.sections) {
    records.push_back(corpus::decode_record(database.get_document(id).get_data()));
    corpus::set_aside(records.back(),
                      [&](std::uint64_t hash) { return boilerplate.is_set_aside(hash, outdated); });
  }
  auto id = outdated.sections.begin();
  const std::string mark = database.get_document(*id).get_value(corpus::kContentSlot);
  corpus::for_each_section(records, mark, chain, [&](const Xapian::Document& section, std::size_t) {
    database.replace_document(*id++, section);
  });
}

}  // namespace

void settle(const Parts& parts, corpus::Chain& chain) {
  std::vector<fs::path> paths;
  std::vector<Xapian::Database> databases;
  for (const std::vector<fs::path>& shard : parts)
    for (const fs::path& path : shard) {
      paths.push_back(path);
      databases.emplace_back(path.string(), Xapian::DB_OPEN);
    }
  const corpus::Boilerplate boilerplate(databases);
  databases.clear();
  std::optional<Xapian::WritableDatabase> part;
  std::size_t open = paths.size();
  std::size_t held = 0;
  for (const auto& outdated : boilerplate.outdated()) {
    if (outdated.part != open) {
      if (part) part->commit();
      part = corpus::open_scratch(paths[open = outdated.part]);
    }
    renew(*part, boilerplate, outdated, chain);
    held += outdated.sections.size();
    if (held < kSectionsHeld) continue;
    part->commit();
    held = 0;
  }
  if (part) part->commit();
}

void settle_in_place(const std::vector<std::reference_wrapper<Xapian::WritableDatabase>>& shards,
                     corpus::Chain& chain) {
  const corpus::Boilerplate boilerplate(
      std::vector<Xapian::Database>(shards.begin(), shards.end()));
  for (const auto& outdated : boilerplate.outdated())
    renew(shards[outdated.part], boilerplate, outdated, chain);
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
