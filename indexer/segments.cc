#include "indexer/segments.hh"

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <xapian.h>

#include "corpus/store/content.hh"
#include "corpus/store/database.hh"
#include "corpus/store/generation.hh"

namespace limier::indexer {
namespace {

namespace fs = std::filesystem;

/// Text that Xapian holds in memory before it writes it: more falls out of the processor's caches.
constexpr std::size_t kFlushBytes = 192 << 10;

/// What a section costs besides its text, so that many tiny ones are flushed too.
constexpr std::size_t kBytesBesideText = 200;

/// Flushing joins the postings of a word, merging does not: a large segment makes a small index.
constexpr std::size_t kSegmentSections = 8000;

/// Of the memory, what may wait for the threads.
constexpr std::size_t kQueueShare = 16;

/// Bytes that Xapian holds for a byte of text that is not flushed yet.
constexpr std::size_t kMemoryOfText = 12;

/// Bytes that a chain holds for a spelling, and its share of a thread's memory.
constexpr std::size_t kMemoryOfWord = 250;
constexpr std::size_t kChainShare = 4;

}  // namespace

/// A thread's own chain and the segment that it fills.
class SegmentBuilder::Worker {
 public:
  Worker(SegmentBuilder& builder, std::size_t memory)
      : builder_(builder),
        most_text_(std::min(kFlushBytes, (memory - memory / kChainShare) / kMemoryOfText)),
        chain_(std::min(corpus::Chain::kUsualWords, memory / kChainShare / kMemoryOfWord)) {}

  void run() {
    while (const std::optional<Job> job = builder_.queue_.pop()) {
      std::vector<corpus::Record> records = corpus::make_sections(job->document, job->path);
      builder_.forecast_.set_aside(records);
      corpus::for_each_section(
          records, corpus::encode_mark(corpus::mark_of(job->document)), chain_,
          [&](const Xapian::Document& section, std::size_t bytes) { add(section, bytes); });
      // Not within a document: its sections stay one behind the other when segments are merged.
      if (sections_ >= kSegmentSections) close();
    }
    close();
  }

 private:
  void add(const Xapian::Document& section, std::size_t bytes) {
    if (!segment_) {
      path_ = builder_.next_segment();
      segment_ = corpus::create_scratch(path_);
    }
    segment_->add_document(section);
    ++sections_;
    text_ += bytes + kBytesBesideText;
    if (text_ >= most_text_) {
      segment_->commit();
      text_ = 0;
    }
  }

  void close() {
    if (!segment_) return;
    segment_->commit();
    segment_.reset();
    sections_ = text_ = 0;
    builder_.take_over(std::move(path_), 0);
  }

  SegmentBuilder& builder_;
  std::size_t most_text_;
  corpus::Chain chain_;
  std::optional<Xapian::WritableDatabase> segment_;
  fs::path path_;
  std::size_t sections_ = 0;
  std::size_t text_ = 0;  ///< not flushed yet
};

SegmentBuilder::SegmentBuilder(fs::path folder, const Resources& resources, std::string database)
    : folder_(std::move(folder)),
      database_(std::move(database)),
      fan_in_(resources.segments),
      memory_of_each_(resources.memory / resources.jobs),
      queue_(resources.memory / kQueueShare) {
  threads_.reserve(resources.jobs);
  try {
    while (threads_.size() < resources.jobs) threads_.emplace_back([this] { work(); });
  } catch (const std::system_error&) {
    // Short of memory or processes: fewer threads do it too.
    if (threads_.empty()) throw;
  }
}

void SegmentBuilder::work() {
  const auto fail = [this](std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::move(failure);
    queue_.abandon();
  };
  try {
    Worker(*this, memory_of_each_).run();
  } catch (const Xapian::Error& error) {
    // Here, since it tells of what the system said to this thread.
    fail(std::make_exception_ptr(corpus::explain(error, database_)));
  } catch (...) {
    fail(std::current_exception());
  }
}

SegmentBuilder::~SegmentBuilder() {
  queue_.abandon();
  join();
}

void SegmentBuilder::add(corpus::Document document, const std::string& path) {
  const std::size_t weight = document.body.size();
  if (!queue_.push({std::move(document), path}, weight)) rethrow();
}

std::vector<fs::path> SegmentBuilder::finish() {
  queue_.close();
  join();
  rethrow();
  std::vector<fs::path> segments;
  for (const std::vector<fs::path>& level : levels_)
    segments.insert(segments.end(), level.begin(), level.end());
  return segments;
}

fs::path SegmentBuilder::next_segment() {
  const std::lock_guard lock(mutex_);
  return folder_ / fmt::format("segment-{:06}", ++made_);
}

void SegmentBuilder::take_over(fs::path segment, std::size_t level) {
  std::vector<fs::path> full;
  {
    const std::lock_guard lock(mutex_);
    if (levels_.size() <= level) levels_.resize(level + 1);
    levels_[level].push_back(std::move(segment));
    if (levels_[level].size() == fan_in_) full.swap(levels_[level]);
  }
  if (full.empty()) return;
  fs::path merged = next_segment();
  {
    const std::lock_guard lock(merging_);
    corpus::merge(full, merged);
  }
  for (const fs::path& path : full) fs::remove_all(path);
  take_over(std::move(merged), level + 1);
}

void SegmentBuilder::join() {
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void SegmentBuilder::rethrow() {
  const std::lock_guard lock(mutex_);
  if (failure_) std::rethrow_exception(failure_);
}

}  // namespace limier::indexer
