#include "corpus/store/generation.hh"

#include <charconv>
#include <string>

#include "corpus/french/fingerprint.hh"
#include "corpus/store/database.hh"
#include "corpus/store/durable.hh"

namespace limier::corpus {
namespace {

namespace fs = std::filesystem;

std::uint64_t number(const std::string& text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

constexpr int kScratch = Xapian::DB_DANGEROUS | Xapian::DB_NO_SYNC;

/// What is to be searched has blocks of 8 KiB, what is only built on the way of 4: a query copies
/// each block that it looks into, and of larger ones it looks into fewer; a build moves what lies
/// behind an insertion.
constexpr int kBlockBytes = 8192;
constexpr int kScratchBlockBytes = 4096;

}  // namespace

Xapian::WritableDatabase create_generation(const fs::path& path) {
  Xapian::WritableDatabase database(path.string(), Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS,
                                    kBlockBytes);
  database.set_metadata(kSchemaKey, std::string(kSchemaVersion));
  database.set_metadata(kFingerprintKey, analysis_fingerprint());
  database.commit();
  sync_folder(path);
  return database;
}

Xapian::WritableDatabase create_scratch(const fs::path& path) {
  return Xapian::WritableDatabase(
      path.string(), Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | kScratch, kScratchBlockBytes);
}

Xapian::WritableDatabase copy_to_scratch(const fs::path& from, const fs::path& to) {
  fs::copy(from, to);
  return open_scratch(to);
}

Xapian::WritableDatabase open_scratch(const fs::path& path) {
  return Xapian::WritableDatabase(path.string(), Xapian::DB_OPEN | kScratch);
}

void merge(const std::vector<fs::path>& from, const fs::path& to) {
  Xapian::Database all;
  for (const fs::path& path : from)
    all.add_database(Xapian::Database(path.string(), Xapian::DB_OPEN));
  all.compact(to.string(), Xapian::Compactor::FULL, kBlockBytes);
}

std::uint64_t count_documents(const Xapian::Database& database) {
  return number(database.get_metadata(kDocumentsKey));
}

std::uint64_t count_documents(const Generation& generation) {
  std::uint64_t documents = 0;
  for (const Xapian::Database& shard : generation.shards) documents += count_documents(shard);
  return documents;
}

void write_document_count(Xapian::WritableDatabase& database, std::uint64_t documents) {
  database.set_metadata(kDocumentsKey, std::to_string(documents));
}

std::uint64_t merged_bytes(const fs::path& database) {
  return number(Xapian::Database(database.string(), Xapian::DB_OPEN).get_metadata(kMergedKey));
}

void remember_merged_bytes(const fs::path& database) {
  const std::uint64_t bytes = bytes_of(database);
  Xapian::WritableDatabase merged(database.string(), Xapian::DB_OPEN);
  merged.set_metadata(kMergedKey, std::to_string(bytes));
  merged.commit();
}

std::uint64_t bytes_of(const fs::path& database) {
  std::uint64_t bytes = 0;
  for (const fs::directory_entry& file : fs::directory_iterator(database))
    if (file.is_regular_file()) bytes += file.file_size();
  return bytes;
}

}  // namespace limier::corpus
