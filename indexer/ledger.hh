#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <xapian.h>

#include "corpus/reading/format.hh"

namespace limier::indexer {

/// What a database remembers of a file. Written in the same transaction as its documents.
struct LedgerRow {
  std::uint64_t size = 0;
  std::int64_t mtime = 0;  ///< nanoseconds since 1970; 0 while the file is not wholly indexed
  std::string hash;        ///< of the content
  std::uint64_t documents = 0;
  std::string problem;  ///< why it could not be read, or not wholly; empty if all went well
};

/// The files of a database, by absolute path.
using Ledger = std::map<std::string, LedgerRow>;

/// A source as it was given, with its options.
struct Source {
  std::string path;  ///< absolute, or `-` for standard input
  corpus::ReadOptions reading;
};

inline constexpr const char* kStandardInput = "-";

Ledger read_ledger(const Xapian::Database& database);
void write_row(Xapian::WritableDatabase& database, const std::string& path, const LedgerRow& row);
void erase_row(Xapian::WritableDatabase& database, const std::string& path);

std::vector<Source> read_sources(const Xapian::Database& database);
void write_sources(Xapian::WritableDatabase& database, const std::vector<Source>& sources);

/// Whether `path` is `folder` or below it.
bool is_under(const std::string& path, const std::string& folder);

}  // namespace limier::indexer
