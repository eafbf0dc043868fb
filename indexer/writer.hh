#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "corpus/document.hh"
#include "corpus/french/chain.hh"
#include "corpus/store/content.hh"
#include "corpus/store/database.hh"
#include "indexer/ledger_batch.hh"
#include "indexer/segments.hh"

namespace limier::indexer {

/// A document that the database holds.
struct StoredDocument {
  std::size_t shard = 0;
  Xapian::docid first_section = 0;
  corpus::ContentMark mark;
};

/// Writes documents and ledger rows into a database, in one of two ways.
///
/// **In place**, while few documents change: batch by batch, each a transaction, and what is
/// written is seen from the next batch on. After any kill the database is exactly what the last
/// finished batch made of it.
///
/// **Into a new generation**, for many documents or a database that is not there yet: segments are
/// built of what is added, what is removed is removed from a copy of the generation in force, and
/// all are merged and published at the end. Until then the database is as it was.
///
/// It goes over from the one to the other by itself when more than a twentieth has changed.
///
/// A database may be spread over shards, by a hash of the documents' keys; the ledger likewise, by
/// the paths. They cannot be committed at the same time: before a batch is written, the rows of its
/// files say in all shards that they are unfinished. After a kill the next run reads those again,
/// and what it finds written it leaves alone.
///
/// On any exception the writer is done for: what was not committed or published is gone.
class Writer {
 public:
  enum class Mode {
    update,   ///< change what the generation in force holds
    rebuild,  ///< begin with nothing
  };

  /// A new database has so many shards; one that is updated keeps those that it has.
  Writer(const corpus::DatabaseFolder& folder, const Resources& resources, Mode mode = Mode::update,
         std::size_t shards = 1);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// That about so many documents are going to change: chooses the way from the first.
  void expect(std::uint64_t changes);

  /// Adds a document; the database must not hold one with its path and id.
  void add(corpus::Document document, const std::string& path);
  /// Removes the documents of a file; how many there were. Only documents that were there before
  /// this writer can be removed or moved.
  std::uint64_t remove_path(const std::string& path);
  void remove_document(const std::string& key);
  /// Tells all sections of an unchanged document on which line of its file it stands now.
  void move_document(const std::string& key, const corpus::ContentMark& mark);

  /// The documents of a file, each with its key.
  void for_each_document(
      const std::string& path,
      const std::function<void(const std::string& key, const StoredDocument& document)>& use);
  [[nodiscard]] std::string key_of(const StoredDocument& document);
  /// The mark of the document with this key, if there is one.
  std::optional<corpus::ContentMark> find_document(const std::string& key);

  void remember(const std::string& path, const LedgerRow& row);
  void forget(const std::string& path);
  void remember_sources(const std::vector<Source>& sources);

  /// Ends a batch in place: committed and durable on return.
  void commit();

  /// Makes all that was written the database: durable on return. Also gives back the room that
  /// updates in place have taken, once it is two fifths of the database.
  void finish();

  /// How many documents the database holds, with all that was written.
  [[nodiscard]] std::uint64_t documents() const;

 private:
  struct Shard {
    std::filesystem::path live;  ///< the database to update; empty where there is none
    std::uint64_t documents = 0;
    /// What is removed and remembered goes here: the database to update, or the copy of it.
    std::optional<Xapian::WritableDatabase> base;
    std::unique_ptr<SegmentBuilder> builder;  ///< none in place
  };

  void open();
  [[nodiscard]] bool is_open() const { return shards_.front().base.has_value(); }
  [[nodiscard]] bool is_aside() const { return shards_.front().builder != nullptr; }
  [[nodiscard]] Shard& shard_of(const std::string& key);
  void start_generation();
  void start_shard(std::size_t number);
  /// Makes ready to write something of this size.
  void prepare(std::size_t bytes);
  /// Does `step` at the end of the batch; at once where there are none.
  void write(std::function<void()> step, std::size_t bytes);
  void commit_if_full();
  void commit_in_place();
  [[nodiscard]] LedgerBatch::Shards bases();
  static std::vector<Xapian::docid> sections_of(const Shard& shard, const std::string& term);

  const corpus::DatabaseFolder& folder_;
  Resources resources_;
  std::vector<Shard> shards_;
  std::uint64_t documents_before_ = 0;
  std::uint64_t added_ = 0;
  std::uint64_t removed_ = 0;
  std::uint64_t moved_ = 0;
  corpus::Chain chain_;
  /// What is to be written in place. Until a batch is full nothing is: the rest may turn out to be
  /// so much that it all goes into a new generation.
  std::vector<std::function<void()>> batch_;
  LedgerBatch ledger_;
  std::size_t batch_bytes_ = 0;
};

}  // namespace limier::indexer
