#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <istream>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "corpus/error.hh"
#include "query/answer.hh"

namespace limier::query {

/// A query of a batch.
struct BatchQuery {
  std::string id;  ///< or, without one, the number of its line
  std::string query;
  std::size_t line = 0;  ///< from 1
  std::size_t turn = 0;  ///< queries before it
};

using BatchAnswer = std::variant<Answer, corpus::Error>;

/// A query a line, or `id<TAB>query`: given out to threads, whose answers are printed in the order
/// of the lines.
class Batch {
 public:
  using Print = std::function<void(const BatchQuery&, const BatchAnswer&)>;

  Batch(std::istream& in, Print print) : in_(in), print_(std::move(print)) {}

  /// The next query, to one of the threads that ask; none when there are no more, or after `stop`.
  std::optional<BatchQuery> next();

  /// Prints an answer once all before it are printed; after `stop`, not at all. One that comes too
  /// early is kept while the thread goes on, or waits if many are.
  void finish(BatchQuery query, BatchAnswer answer);

  /// Lets all threads end, since one failed.
  void stop();

 private:
  std::istream& in_;
  std::size_t line_ = 0;
  std::size_t given_ = 0;
  std::mutex reading_;

  Print print_;
  std::map<std::size_t, std::pair<BatchQuery, BatchAnswer>> early_;  ///< by their turns
  std::size_t turn_ = 0;  ///< of the answer to be printed next
  std::atomic<bool> stopped_ = false;
  std::mutex printing_;
  std::condition_variable printed_;
};

}  // namespace limier::query
