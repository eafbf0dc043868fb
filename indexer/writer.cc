#include "indexer/writer.hh"

#include <algorithm>
#include <system_error>
#include <utility>

#include "corpus/store/durable.hh"
#include "corpus/store/generation.hh"
#include "corpus/store/record.hh"
#include "corpus/store/sections.hh"
#include "corpus/store/terms.hh"
#include "indexer/merging.hh"

namespace limier::indexer {
namespace {

namespace fs = std::filesystem;

/// Text in a batch. Xapian holds a batch in memory, about ten times its text.
constexpr std::size_t kBatchBytes = 8 << 20;

/// What a document costs besides its text, so that many tiny ones fill a batch too; and what a
/// removed one costs, whose text nobody has seen.
constexpr std::size_t kDocumentBytes = 500;
constexpr std::size_t kRemovedBytes = 4000;
/// What any step costs that waits for the end of a batch.
constexpr std::size_t kStepBytes = 200;

/// A twentieth of the documents may change in place. Below a hundred it is never worth a copy.
constexpr std::uint64_t kShareInPlace = 20;
constexpr std::uint64_t kAlwaysInPlace = 100;

/// Segments that are merged into one, at least.
constexpr std::size_t kFewestSegments = 8;

/// The resources of one of several that build at the same time.
Resources share_of(const Resources& all, std::size_t shards) {
  const auto count = static_cast<unsigned>(shards);
  return {std::max(1U, all.jobs / count), all.memory / count,
          std::max(kFewestSegments, all.segments / count)};
}

}  // namespace

Writer::Writer(const corpus::DatabaseFolder& folder, const Resources& resources, Mode mode,
               std::size_t shards)
    : folder_(folder), resources_(resources), shards_(shards) {
  const auto live = mode == Mode::update ? folder.current() : std::nullopt;
  if (!live) return;
  const std::vector<fs::path> paths = folder.shard_paths(*live);
  shards_ = std::vector<Shard>(paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i) {
    shards_[i].live = paths[i];
    shards_[i].documents =
        corpus::count_documents(Xapian::Database(paths[i].string(), Xapian::DB_OPEN));
  }
  documents_before_ = documents();
}

Writer::~Writer() {
  if (!is_aside()) return;
  shards_.clear();
  std::error_code ignored;
  fs::remove_all(folder_.scratch(), ignored);
}

std::uint64_t Writer::documents() const {
  std::uint64_t documents = 0;
  for (const Shard& shard : shards_) documents += shard.documents;
  return documents;
}

Writer::Shard& Writer::shard_of(const std::string& key) {
  return shards_[corpus::shard_of(key, shards_.size())];
}

void Writer::open() {
  if (is_open()) return;
  if (shards_.front().live.empty()) return start_generation();
  for (Shard& shard : shards_) shard.base = corpus::open_generation(folder_, shard.live);
}

void Writer::start_generation() {
  for (Shard& shard : shards_) shard.base.reset();
  const fs::path scratch = folder_.scratch();
  fs::remove_all(scratch);  // a first run that was killed
  fs::create_directory(scratch);
  for (std::size_t i = 0; i < shards_.size(); ++i) start_shard(i);
  for (const auto& step : std::exchange(batch_, {})) step();
}

void Writer::start_shard(std::size_t number) {
  Shard& shard = shards_[number];
  fs::path scratch = folder_.scratch();
  if (shards_.size() > 1) {
    scratch /= corpus::shard_name(number);
    fs::create_directory(scratch);
  }
  shard.builder = std::make_unique<SegmentBuilder>(scratch, share_of(resources_, shards_.size()),
                                                   folder_.path().string());
  shard.base = shard.live.empty() ? corpus::create_generation(scratch / "base")
                                  : corpus::copy_to_scratch(shard.live, scratch / "base");
}

void Writer::expect(std::uint64_t changes) {
  if (is_aside() || changes <= std::max(kAlwaysInPlace, documents_before_ / kShareInPlace)) return;
  start_generation();
}

void Writer::prepare(std::size_t bytes) {
  expect(std::max(added_, removed_) + moved_);
  open();
  batch_bytes_ += bytes + kStepBytes;
}

void Writer::write(std::function<void()> step, std::size_t bytes) {
  prepare(bytes);
  if (is_aside()) step();
  else batch_.push_back(std::move(step));
}

void Writer::commit_if_full() {
  if (batch_bytes_ >= kBatchBytes) commit();
}

void Writer::add(corpus::Document document, const std::string& path) {
  ++added_;
  Shard& shard = shard_of(corpus::document_key(path, document.id));
  ++shard.documents;
  const std::size_t bytes = document.body.size() + kDocumentBytes;
  const auto step = [this, &shard, path, held = std::move(document)]() mutable {
    if (shard.builder) return shard.builder->add(std::move(held), path);
    corpus::for_each_section(
        corpus::make_sections(held, path), corpus::encode_mark(corpus::mark_of(held)), chain_,
        [&](const Xapian::Document& section, std::size_t) { shard.base->add_document(section); });
  };
  write(step, bytes);
  commit_if_full();
}

std::vector<Xapian::docid> Writer::sections_of(const Shard& shard, const std::string& term) {
  return {shard.base->postlist_begin(term), shard.base->postlist_end(term)};
}

void Writer::for_each_document(
    const std::string& path,
    const std::function<void(const std::string&, const StoredDocument&)>& use) {
  open();
  for (std::size_t i = 0; i < shards_.size(); ++i)
    for (const Xapian::docid id : sections_of(shards_[i], corpus::path_term(path))) {
      const Xapian::Document section = shards_[i].base->get_document(id);
      if (const std::string mark = section.get_value(corpus::kContentSlot); !mark.empty())
        use(section.get_value(corpus::kDocumentSlot), {i, id, corpus::decode_mark(mark)});
    }
}

std::string Writer::key_of(const StoredDocument& document) {
  return shards_[document.shard]
      .base->get_document(document.first_section)
      .get_value(corpus::kDocumentSlot);
}

std::optional<corpus::ContentMark> Writer::find_document(const std::string& key) {
  open();
  const Shard& shard = shard_of(key);
  for (const Xapian::docid id : sections_of(shard, corpus::document_term(key)))
    if (const std::string mark = shard.base->get_document(id).get_value(corpus::kContentSlot);
        !mark.empty())
      return corpus::decode_mark(mark);
  return std::nullopt;
}

std::uint64_t Writer::remove_path(const std::string& path) {
  std::vector<std::string> keys;
  for_each_document(path, [&](const std::string& key, const StoredDocument& /*document*/) {
    keys.push_back(key);
  });
  for (const std::string& key : keys) remove_document(key);
  return keys.size();
}

void Writer::remove_document(const std::string& key) {
  // Not behind it: what replaces the document belongs to the same batch.
  commit_if_full();
  ++removed_;
  Shard& shard = shard_of(key);
  --shard.documents;
  const auto step = [&shard, term = corpus::document_term(key)] {
    for (const Xapian::docid id : sections_of(shard, term)) shard.base->delete_document(id);
  };
  write(step, kRemovedBytes);
}

void Writer::move_document(const std::string& key, const corpus::ContentMark& mark) {
  ++moved_;
  const auto step = [&shard = shard_of(key), term = corpus::document_term(key), mark] {
    for (const Xapian::docid id : sections_of(shard, term)) {
      Xapian::Document section = shard.base->get_document(id);
      corpus::Record record = corpus::decode_record(section.get_data());
      record.line = mark.line;
      section.set_data(corpus::encode_record(record));
      if (record.section == 0) section.add_value(corpus::kContentSlot, corpus::encode_mark(mark));
      shard.base->replace_document(id, section);
    }
  };
  write(step, kRemovedBytes);
  commit_if_full();
}

void Writer::remember(const std::string& path, const LedgerRow& row) {
  prepare(path.size());
  ledger_.remember(path, row);
  commit_if_full();
}

void Writer::forget(const std::string& path) {
  prepare(path.size());
  ledger_.forget(path);
}

void Writer::remember_sources(const std::vector<Source>& sources) {
  prepare(0);
  ledger_.remember_sources(sources);
}

void Writer::commit() {
  batch_bytes_ = 0;
  if (!is_open()) return;
  if (!is_aside()) return commit_in_place();
  ledger_.write(bases());
  for (Shard& shard : shards_) {
    corpus::write_document_count(*shard.base, shard.documents);
    shard.base->commit();
  }
}

void Writer::commit_in_place() {
  if (batch_.empty() && ledger_.empty()) return;
  const bool alone = shards_.size() == 1;
  const auto in_transaction = [this](const auto& work) {
    for (Shard& shard : shards_) shard.base->begin_transaction();
    work();
    for (Shard& shard : shards_) {
      shard.base->commit_transaction();
      corpus::sync_folder(shard.live);
    }
  };
  if (!alone) in_transaction([this] { ledger_.announce(bases()); });
  in_transaction([&] {
    for (const auto& step : std::exchange(batch_, {})) step();
    settle_in_place(bases(), chain_);
    for (Shard& shard : shards_) corpus::write_document_count(*shard.base, shard.documents);
    if (alone) ledger_.write(bases());
  });
  if (!alone) in_transaction([this] { ledger_.write(bases()); });
}

LedgerBatch::Shards Writer::bases() {
  LedgerBatch::Shards bases;
  for (Shard& shard : shards_) bases.emplace_back(*shard.base);
  return bases;
}

void Writer::finish() {
  if (!is_open()) return;
  commit();
  Parts parts;
  for (Shard& shard : shards_) shard.base.reset();
  if (is_aside()) {
    for (std::size_t i = 0; i < shards_.size(); ++i) {
      fs::path base = folder_.scratch() / "base";
      if (shards_.size() > 1) base = folder_.scratch() / corpus::shard_name(i) / "base";
      std::vector<fs::path> part = shards_[i].builder->finish();
      part.insert(part.begin(), base);
      parts.push_back(std::move(part));
    }
    settle(parts, chain_);
    return publish(folder_, parts);
  }
  for (const Shard& shard : shards_) parts.push_back({shard.live});
  if (has_outgrown(parts)) publish(folder_, parts);
}

}  // namespace limier::indexer
