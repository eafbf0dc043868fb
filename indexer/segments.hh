#pragma once

#include <cstddef>
#include <exception>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "corpus/document.hh"
#include "corpus/french/chain.hh"
#include "corpus/store/sections.hh"
#include "indexer/forecast.hh"
#include "indexer/queue.hh"

namespace limier::indexer {

/// How much of the machine a build may take.
struct Resources {
  unsigned jobs = 1;                 ///< threads that analyse and build
  std::size_t memory = 256U << 20U;  ///< bytes, of all of them together
  /// That wait to be merged into one, which costs each section once more. Each has four files open,
  /// of 1,024 that a process may have where nobody raised it.
  std::size_t segments = 192;
};

/// Builds many documents: threads make small databases of them, segments, in a scratch folder. A
/// fresh database of some hundred sections fits the processor's caches, which makes building it
/// several times as fast as adding to a large one; merging is cheap.
///
/// Nobody reads a segment before it is merged: nothing in it is synced, or survives a kill.
class SegmentBuilder {
 public:
  /// `database` is what messages name.
  SegmentBuilder(std::filesystem::path folder, const Resources& resources, std::string database);
  /// Stops, and leaves unfinished what is.
  ~SegmentBuilder();
  SegmentBuilder(const SegmentBuilder&) = delete;
  SegmentBuilder& operator=(const SegmentBuilder&) = delete;

  /// Waits while the threads have enough to do. Rethrows what stopped one of them.
  void add(corpus::Document document, const std::string& path);

  /// Waits for the threads to end; the segments, in no particular order. Rethrows as `add` does.
  std::vector<std::filesystem::path> finish();

 private:
  class Worker;
  struct Job {
    corpus::Document document;
    std::string path;  ///< of its file
  };

  /// What a thread does.
  void work();
  std::filesystem::path next_segment();
  /// Takes over a whole segment. Merges so many of one level into one of the next that even a
  /// huge collection ends in few.
  void take_over(std::filesystem::path segment, std::size_t level);
  void join();
  void rethrow();

  std::filesystem::path folder_;
  std::string database_;
  std::size_t fan_in_;
  std::size_t memory_of_each_;
  Forecast forecast_;
  BoundedQueue<Job> queue_;
  std::vector<std::thread> threads_;

  std::mutex mutex_;  ///< of all below
  std::vector<std::vector<std::filesystem::path>> levels_;
  std::size_t made_ = 0;
  std::exception_ptr failure_;

  std::mutex merging_;  ///< one merge at a time: each holds many files open
};

}  // namespace limier::indexer
