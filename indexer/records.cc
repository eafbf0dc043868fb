#include "indexer/records.hh"

#include <utility>

#include <xxhash.h>

#include "corpus/store/terms.hh"

namespace limier::indexer {
namespace {

std::uint64_t hash_of(const std::string& key) { return XXH3_64bits(key.data(), key.size()); }

}  // namespace

FileRecords::FileRecords(Writer& writer, const std::string& path, bool is_known,
                         std::function<void()> before_change)
    : writer_(writer), before_change_(std::move(before_change)) {
  if (!is_known) return;
  writer_.for_each_document(path, [&](const std::string& key, const StoredDocument& document) {
    left_.emplace(hash_of(key), document);
  });
}

FileRecords::Change FileRecords::update(corpus::Document&& document, const std::string& path) {
  const std::string key = corpus::document_key(path, document.id);
  const auto before = left_.extract(hash_of(key));
  const corpus::ContentMark now = corpus::mark_of(document);
  if (before && before.mapped().mark.hash == now.hash) {
    if (before.mapped().mark.line == now.line) return Change::none;
    before_change_();
    writer_.move_document(key, now);
    return Change::moved;
  }
  before_change_();
  if (before) writer_.remove_document(key);
  writer_.add(std::move(document), path);
  return Change::written;
}

void FileRecords::finish() {
  if (!left_.empty()) before_change_();
  for (const auto& [hash, document] : left_) writer_.remove_document(writer_.key_of(document));
  left_.clear();
}

}  // namespace limier::indexer
