#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include <xapian.h>

#include "corpus/store/database.hh"

namespace limier::corpus {

/// Creates an empty database at `path`, with schema and fingerprint, committed and synced.
Xapian::WritableDatabase create_generation(const std::filesystem::path& path);

/// Creates an empty database that nobody reads before it is merged: it has neither schema nor
/// fingerprint, nothing of it is synced, and it does not survive a kill.
Xapian::WritableDatabase create_scratch(const std::filesystem::path& path);

/// Opens a scratch database to change it.
Xapian::WritableDatabase open_scratch(const std::filesystem::path& path);

/// Copies the generation `from`, to which nobody writes, to `to`, and opens the copy as a scratch
/// database.
Xapian::WritableDatabase copy_to_scratch(const std::filesystem::path& from,
                                         const std::filesystem::path& to);

/// Writes the documents of all databases `from` to a new one at `to`, packed densely. Of metadata
/// under one key, the first database's counts. Not synced.
void merge(const std::vector<std::filesystem::path>& from, const std::filesystem::path& to);

/// How many documents a database holds, by its metadata.
std::uint64_t count_documents(const Xapian::Database& database);
std::uint64_t count_documents(const Generation& generation);
void write_document_count(Xapian::WritableDatabase& database, std::uint64_t documents);

/// The bytes of the files of a generation, or of a shard, when it was merged, and now.
std::uint64_t merged_bytes(const std::filesystem::path& database);
void remember_merged_bytes(const std::filesystem::path& database);
std::uint64_t bytes_of(const std::filesystem::path& database);

}  // namespace limier::corpus
