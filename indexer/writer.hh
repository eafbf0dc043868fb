#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include <xapian.h>

#include "corpus/document.hh"
#include "corpus/french/chain.hh"
#include "indexer/ledger.hh"

namespace limier::indexer {

/// Writes documents and ledger rows into a generation, batch by batch. A batch is one transaction:
/// after any kill the database is exactly what the last finished batch made of it.
///
/// On any exception the writer is done for: Xapian drops an open transaction with the database.
class Writer {
 public:
  Writer(Xapian::WritableDatabase database, std::filesystem::path generation);

  /// Adds a document; the database must not hold one with its path and id.
  void add(const corpus::Document& document, const std::string& path);
  /// Removes the documents of a file, or of all files below a folder.
  void remove_path(const std::string& path);
  void remove_document(const std::string& path, const std::string& id);

  void remember(const std::string& path, const LedgerRow& row);
  void forget(const std::string& path);
  void remember_sources(const std::vector<Source>& sources);

  /// Ends the batch: committed and durable on return. Does nothing when nothing was written.
  void commit();

  /// How many documents the database holds, as of the last commit.
  [[nodiscard]] std::size_t count_documents() const;

  [[nodiscard]] const Xapian::WritableDatabase& database() const { return database_; }

 private:
  void begin();

  Xapian::WritableDatabase database_;
  std::filesystem::path generation_;
  corpus::Chain chain_;
  std::size_t batch_bytes_ = 0;
  bool in_batch_ = false;
};

}  // namespace limier::indexer
