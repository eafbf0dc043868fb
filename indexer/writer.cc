#include "indexer/writer.hh"

#include <iterator>
#include <utility>

#include "corpus/store/database.hh"
#include "corpus/store/sections.hh"
#include "corpus/store/terms.hh"

namespace limier::indexer {
namespace {

/// Text in a batch. Xapian holds a batch in memory, about ten times its text.
constexpr std::size_t kBatchBytes = 8 << 20;

/// What a document costs besides its text, so that many tiny ones fill a batch too.
constexpr std::size_t kDocumentBytes = 500;

}  // namespace

Writer::Writer(Xapian::WritableDatabase database, std::filesystem::path generation)
    : database_(std::move(database)), generation_(std::move(generation)) {}

void Writer::begin() {
  if (in_batch_) return;
  database_.begin_transaction();
  in_batch_ = true;
}

void Writer::add(const corpus::Document& document, const std::string& path) {
  begin();
  for (const corpus::Record& record : corpus::make_sections(document, path)) {
    database_.add_document(corpus::make_xapian_document(record, chain_));
    batch_bytes_ += record.text.size() + kDocumentBytes;
  }
  if (batch_bytes_ >= kBatchBytes) commit();
}

void Writer::remove_path(const std::string& path) {
  begin();
  database_.delete_document(corpus::path_term(path));
}

void Writer::remove_document(const std::string& path, const std::string& id) {
  begin();
  database_.delete_document(corpus::document_term(corpus::document_key(path, id)));
}

void Writer::remember(const std::string& path, const LedgerRow& row) {
  begin();
  write_row(database_, path, row);
}

void Writer::forget(const std::string& path) {
  begin();
  erase_row(database_, path);
}

void Writer::remember_sources(const std::vector<Source>& sources) {
  begin();
  write_sources(database_, sources);
}

void Writer::commit() {
  if (!in_batch_) return;
  database_.commit_transaction();
  in_batch_ = false;
  batch_bytes_ = 0;
  corpus::sync_folder(generation_);
}

std::size_t Writer::count_documents() const {
  const std::string prefix(corpus::prefixes::kDocument);
  return static_cast<std::size_t>(
      std::distance(database_.allterms_begin(prefix), database_.allterms_end(prefix)));
}

}  // namespace limier::indexer
