#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "corpus/store/store_error.hh"

namespace limier::corpus {

/// Raised whenever terms, values, records or metadata change their meaning.
inline constexpr std::string_view kSchemaVersion = "11";

/// Metadata keys of every database.
inline constexpr const char* kSchemaKey = "limier:schema";
inline constexpr const char* kFingerprintKey = "limier:fingerprint";
inline constexpr const char* kDocumentsKey = "limier:documents";  ///< how many it holds
inline constexpr const char* kMergedKey = "limier:merged";  ///< bytes of its files when merged

/// What a database is at a time, opened for reading.
struct Generation {
  std::vector<Xapian::Database> shards;  ///< one, unless it is spread over several
  Xapian::Database all;                  ///< as one; but metadata are those of the first
};

/// The name of the shard with this number, from 0.
std::string shard_name(std::size_t number);

/// A database on disk: a folder with a stub file, `XAPIANDB`, that names the generation in force.
///
/// ```
/// DIR/XAPIANDB            auto generation-000007
/// DIR/generation-000007/  a glass database
/// ```
/// In shards, a line and a database for each:
/// ```
/// DIR/XAPIANDB                      auto generation-000007/shard-001
/// DIR/generation-000007/shard-001/  a glass database
/// ```
/// Xapian's own tools open DIR. A generation is published by replacing the stub, which is atomic:
/// no reader ever sees a mixture.
class DatabaseFolder {
 public:
  explicit DatabaseFolder(std::filesystem::path path) : path_(std::move(path)) {}

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Whether there is a stub, whatever it says.
  [[nodiscard]] bool exists() const;

  /// The generation in force, or nothing where there is no stub yet.
  /// Throws Error when the stub does not name one generation of this folder.
  [[nodiscard]] std::optional<std::string> current() const;

  /// The name of a generation that does not exist yet.
  [[nodiscard]] std::string next() const;

  [[nodiscard]] std::filesystem::path generation_path(std::string_view generation) const;

  /// The databases of a generation, one unless it is in shards.
  [[nodiscard]] std::vector<std::filesystem::path> shard_paths(std::string_view generation) const;

  /// Puts `generation`, whose files are complete and synced, in force; durable on return.
  void publish(std::string_view generation) const;

  /// Where a run keeps what is not published yet; a run that was killed leaves it behind.
  [[nodiscard]] std::filesystem::path scratch() const { return path_ / "scratch"; }

  /// Removes what interrupted runs left, and each generation other than `in_force`, the current
  /// one, that was replaced so long ago that no reader can still be at work on it.
  void remove_stale(const std::string& in_force) const;

 private:
  /// Whether the generation before `successor` was replaced only lately.
  [[nodiscard]] bool may_be_read(const std::string& successor, const std::string& in_force) const;
  [[nodiscard]] std::vector<std::string> generations() const;
  /// What the stub says while a generation is in force.
  [[nodiscard]] std::vector<std::string> lines_of(std::string_view generation) const;

  std::filesystem::path path_;
};

/// Refuses a database that this program would misread, with the way out. Throws Error.
void check_compatible(const Xapian::Database& database, const std::string& name,
                      const std::string& hint);

/// How to make the database `name` anew.
std::string rebuild_hint(const std::string& name);

/// Opens one generation, of which an indexer knows, for reading. Throws as `open_for_search` does.
Generation open_to_read(const DatabaseFolder& folder, std::string_view generation);

/// The same of whatever schema and analysis. Throws Xapian::Error.
Generation open_as_it_is(const DatabaseFolder& folder, std::string_view generation);

/// Opens a database of a generation for writing. Throws Error as `open_for_search` does.
Xapian::WritableDatabase open_generation(const DatabaseFolder& folder,
                                         const std::filesystem::path& path);

/// What a Xapian error means for the database called `name`. To be asked in the thread and at the
/// place where the error came up: `errno` tells where Xapian does not.
StoreError explain(const Xapian::Error& error, const std::string& name);

/// `--database` if given, else $LIMIER_DATABASE, else the user's own data folder.
std::string default_database();

}  // namespace limier::corpus
