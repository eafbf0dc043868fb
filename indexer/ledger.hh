#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "corpus/reading/format.hh"
#include "corpus/store/database.hh"

namespace limier::indexer {

/// By what a changed file is told from an unchanged one without reading it.
struct FileState {
  std::uint64_t size = 0;
  std::int64_t mtime = 0;  ///< of the content, nanoseconds since 1970
  std::int64_t ctime = 0;  ///< of anything, permissions too

  bool operator==(const FileState&) const = default;
};

/// What a database remembers of a file. Written in the same transaction as its documents.
struct LedgerRow {
  FileState state;   ///< all 0 while the file is not wholly indexed
  std::string hash;  ///< of the content, 16 bytes; empty if it was never read
  std::uint64_t documents = 0;
  std::string problem;  ///< why it could not be read, or not wholly; empty if all went well
};

/// A source as it was given, with its options.
struct Source {
  std::string path;  ///< absolute, or `-` for standard input
  corpus::ReadOptions reading;
  std::vector<std::string> exclude;  ///< patterns of what a walk leaves out

  bool operator==(const Source&) const = default;
};

inline constexpr const char* kStandardInput = "-";

/// The rows of the files under a folder, in the order of the bytes of their paths, one at a time:
/// a ledger may be larger than memory.
class LedgerCursor {
 public:
  /// Of a file: its own row.
  LedgerCursor(const corpus::Generation& generation, const std::string& folder);

  /// Goes to the next row; false when there is none.
  bool next();

  [[nodiscard]] const std::string& path() const { return current_->path; }
  [[nodiscard]] LedgerRow row() const;

 private:
  /// The rows of one shard.
  struct Part {
    Part(Xapian::Database shard, std::string of_folder);
    bool next();

    Xapian::Database database;
    std::string folder;
    Xapian::TermIterator key;
    Xapian::TermIterator end;
    std::map<std::string, std::string> long_rows;  ///< by path; their keys only hash it
    bool begun = false;
    bool there = true;
    std::string path;
    std::string bytes;
  };

  std::vector<Part> parts_;
  Part* current_ = nullptr;
};

std::optional<LedgerRow> read_row(const Xapian::Database& database, const std::string& path);
void write_row(Xapian::WritableDatabase& database, const std::string& path, const LedgerRow& row);
void erase_row(Xapian::WritableDatabase& database, const std::string& path);

std::vector<Source> read_sources(const Xapian::Database& database);
void write_sources(Xapian::WritableDatabase& database, const std::vector<Source>& sources);

/// Whether `path` is `folder` or below it.
bool is_under(const std::string& path, const std::string& folder);

}  // namespace limier::indexer
