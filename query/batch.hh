#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <istream>
#include <mutex>
#include <optional>
#include <string>

namespace limier::query {

/// A query of a batch.
struct BatchQuery {
  std::string id;  ///< or, without one, the number of its line
  std::string query;
  std::size_t line = 0;  ///< from 1
  std::size_t turn = 0;  ///< queries before it
};

/// A query a line, or `id<TAB>query`: given out to threads, whose answers come in the order of the
/// lines.
class Batch {
 public:
  explicit Batch(std::istream& in) : in_(in) {}

  /// The next query, to one of the threads that ask; none when there are no more, or after `stop`.
  std::optional<BatchQuery> next();

  /// Runs `print` once that of all queries before was run; after `stop`, not at all.
  void in_turn(const BatchQuery& query, const std::function<void()>& print);

  /// Lets all threads end, since one failed.
  void stop();

 private:
  std::istream& in_;
  std::mutex reading_;
  std::size_t line_ = 0;
  std::size_t given_ = 0;

  std::mutex printing_;
  std::condition_variable printed_;
  std::size_t turn_ = 0;
  std::atomic<bool> stopped_ = false;
};

}  // namespace limier::query
