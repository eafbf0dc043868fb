#include "indexer/writer.hh"

#include <algorithm>
#include <system_error>
#include <utility>

#include "corpus/store/boilerplate.hh"
#include "corpus/store/durable.hh"
#include "corpus/store/generation.hh"
#include "corpus/store/paragraphs.hh"
#include "corpus/store/record.hh"
#include "corpus/store/sections.hh"
#include "corpus/store/terms.hh"

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

/// How far a generation may grow, in hundredths of its size after merging. Merging leaves blocks
/// full: the first change splits many of them, 1.4 times the size, and ten more lead to 1.7. A
/// hundredth of the documents touches nearly every block, 1.9 times the size, and is merged at
/// once.
constexpr std::uint64_t kMaxGrowth = 175;
/// How much more it may take in any case: empty blocks of a small one are not worth a copy.
constexpr std::uint64_t kSmallGrowth = 1 << 20;

/// What the sections of a document say once they set aside what they should.
std::vector<corpus::Record> settled(const Xapian::Database& database,
                                    const corpus::Boilerplate& boilerplate,
                                    const corpus::Boilerplate::Outdated& outdated) {
  std::vector<corpus::Record> records;
  for (const Xapian::docid id : outdated.sections) {
    records.push_back(corpus::decode_record(database.get_document(id).get_data()));
    corpus::set_aside(records.back(),
                      [&](std::uint64_t hash) { return boilerplate.is_set_aside(hash, outdated); });
  }
  return records;
}

std::string mark_in(const Xapian::Database& database, Xapian::docid first_section) {
  return database.get_document(first_section).get_value(corpus::kContentSlot);
}

}  // namespace

Writer::Writer(const corpus::DatabaseFolder& folder, const Resources& resources, Mode mode)
    : folder_(folder), resources_(resources) {
  if (mode == Mode::update) live_ = folder.current();
  if (!live_) return;
  documents_ = documents_before_ = corpus::count_documents(
      Xapian::Database(folder.generation_path(*live_).string(), Xapian::DB_OPEN));
}

Writer::~Writer() {
  if (!builder_) return;
  builder_.reset();
  base_.reset();
  std::error_code ignored;
  fs::remove_all(folder_.scratch(), ignored);
}

void Writer::open() {
  if (base_) return;
  if (live_) base_ = corpus::open_generation(folder_.generation_path(*live_));
  else start_generation();
}

void Writer::start_generation() {
  base_.reset();
  const fs::path scratch = folder_.scratch();
  fs::remove_all(scratch);  // a first run that was killed
  fs::create_directory(scratch);
  builder_ = std::make_unique<SegmentBuilder>(scratch, resources_);
  base_ = live_ ? corpus::copy_to_scratch(folder_.generation_path(*live_), scratch / "base")
                : corpus::create_generation(scratch / "base");
  for (const auto& step : std::exchange(batch_, {})) step();
}

void Writer::expect(std::uint64_t changes) {
  if (builder_ || changes <= std::max(kAlwaysInPlace, documents_before_ / kShareInPlace)) return;
  start_generation();
}

void Writer::write(std::function<void()> step, std::size_t bytes) {
  expect(std::max(added_, removed_) + moved_);
  open();
  if (builder_) step();
  else batch_.push_back(std::move(step));
  batch_bytes_ += bytes + kStepBytes;
}

void Writer::commit_if_full() {
  if (batch_bytes_ >= kBatchBytes) commit();
}

void Writer::add(corpus::Document document, const std::string& path) {
  ++added_;
  ++documents_;
  const std::size_t bytes = document.body.size() + kDocumentBytes;
  const auto step = [this, path, held = std::move(document)]() mutable {
    if (builder_) return builder_->add(std::move(held), path);
    corpus::for_each_section(
        corpus::make_sections(held, path), corpus::encode_mark(corpus::mark_of(held)), chain_,
        [this](const Xapian::Document& section, std::size_t) { base_->add_document(section); });
  };
  write(step, bytes);
  commit_if_full();
}

std::vector<Xapian::docid> Writer::sections_of(const std::string& term) {
  open();
  return {base_->postlist_begin(term), base_->postlist_end(term)};
}

void Writer::for_each_document(
    const std::string& path,
    const std::function<void(const std::string&, const StoredDocument&)>& use) {
  for (const Xapian::docid id : sections_of(corpus::path_term(path))) {
    const Xapian::Document section = base_->get_document(id);
    if (const std::string mark = section.get_value(corpus::kContentSlot); !mark.empty())
      use(section.get_value(corpus::kDocumentSlot), {id, corpus::decode_mark(mark)});
  }
}

std::string Writer::key_of(Xapian::docid section) {
  return base_->get_document(section).get_value(corpus::kDocumentSlot);
}

std::optional<corpus::ContentMark> Writer::find_document(const std::string& key) {
  for (const Xapian::docid id : sections_of(corpus::document_term(key)))
    if (const std::string mark = base_->get_document(id).get_value(corpus::kContentSlot);
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
  --documents_;
  const auto step = [this, term = corpus::document_term(key)] {
    for (const Xapian::docid id : sections_of(term)) base_->delete_document(id);
  };
  write(step, kRemovedBytes);
}

void Writer::move_document(const std::string& key, const corpus::ContentMark& mark) {
  ++moved_;
  const auto step = [this, term = corpus::document_term(key), mark] {
    for (const Xapian::docid id : sections_of(term)) {
      Xapian::Document section = base_->get_document(id);
      corpus::Record record = corpus::decode_record(section.get_data());
      record.line = mark.line;
      section.set_data(corpus::encode_record(record));
      if (record.section == 0) section.add_value(corpus::kContentSlot, corpus::encode_mark(mark));
      base_->replace_document(id, section);
    }
  };
  write(step, kRemovedBytes);
  commit_if_full();
}

void Writer::remember(const std::string& path, const LedgerRow& row) {
  write([this, path, row] { write_row(*base_, path, row); }, 0);
  commit_if_full();
}

void Writer::forget(const std::string& path) {
  write([this, path] { erase_row(*base_, path); }, 0);
}

void Writer::remember_sources(const std::vector<Source>& sources) {
  write([this, sources] { write_sources(*base_, sources); }, 0);
}

void Writer::commit() {
  batch_bytes_ = 0;
  if (!base_) return;
  if (builder_) {
    corpus::write_document_count(*base_, documents_);
    return base_->commit();
  }
  if (batch_.empty()) return;
  base_->begin_transaction();
  for (const auto& step : std::exchange(batch_, {})) step();
  settle();
  corpus::write_document_count(*base_, documents_);
  base_->commit_transaction();
  corpus::sync_folder(folder_.generation_path(*live_));
}

void Writer::finish() {
  if (!base_) return;
  commit();
  base_.reset();
  if (builder_) {
    std::vector<fs::path> parts = builder_->finish();
    parts.insert(parts.begin(), folder_.scratch() / "base");
    settle(parts);
    return publish(parts);
  }
  const fs::path live = folder_.generation_path(*live_);
  const std::uint64_t merged = corpus::merged_bytes(live);
  if (corpus::bytes_of(live) > merged * kMaxGrowth / 100 + kSmallGrowth) publish({live});
}

void Writer::settle() {
  const Xapian::Database& database = *base_;
  const corpus::Boilerplate boilerplate({database});
  for (const auto& outdated : boilerplate.outdated()) {
    auto id = outdated.sections.begin();
    corpus::for_each_section(settled(database, boilerplate, outdated), mark_in(database, *id),
                             chain_, [&](const Xapian::Document& section, std::size_t) {
                               base_->replace_document(*id++, section);
                             });
  }
}

void Writer::settle(std::vector<fs::path>& parts) {
  std::vector<Xapian::Database> databases;
  for (const fs::path& part : parts) databases.emplace_back(part.string(), Xapian::DB_OPEN);
  const corpus::Boilerplate boilerplate(databases);
  if (boilerplate.outdated().empty()) return;
  const fs::path folder = folder_.scratch() / "settled";
  fs::create_directory(folder);
  SegmentBuilder builder(folder, resources_);
  for (const auto& outdated : boilerplate.outdated()) {
    const Xapian::Database& database = databases[outdated.part];
    builder.add(settled(database, boilerplate, outdated),
                mark_in(database, outdated.sections.front()));
  }
  databases.clear();
  std::optional<Xapian::WritableDatabase> part;
  std::size_t open = parts.size();
  for (const auto& outdated : boilerplate.outdated()) {
    if (outdated.part != open) {
      if (part) part->commit();
      part = corpus::open_scratch(parts[open = outdated.part]);
    }
    for (const Xapian::docid id : outdated.sections) part->delete_document(id);
  }
  part->commit();
  const std::vector<fs::path> anew = builder.finish();
  parts.insert(parts.end(), anew.begin(), anew.end());
}

void Writer::publish(const std::vector<fs::path>& parts) {
  const std::string next = folder_.next();
  const fs::path generation = folder_.generation_path(next);
  try {
    corpus::merge(parts, generation);
    corpus::remember_merged_bytes(generation);
    corpus::sync_files_of(generation);
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(generation, ignored);
    throw;
  }
  folder_.publish(next);
}

}  // namespace limier::indexer
