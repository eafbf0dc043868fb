#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <xapian.h>

#include "corpus/store/shards.hh"

namespace limier::query {

/// Databases, opened as one, that may be rewritten or published anew at any time, and whose shards
/// on other machines may come and go.
class LiveDatabase {
 public:
  /// Throws Error when one cannot be opened.
  explicit LiveDatabase(std::vector<std::string> folders, corpus::Opening opening = {});

  [[nodiscard]] const Xapian::Database& get() const { return opened_.all; }

  /// Whether one of them is on another machine: not everything works over the network.
  [[nodiscard]] bool is_remote() const { return opened_.remote; }

  /// Whether a document may be in more than one of them.
  [[nodiscard]] bool is_several() const { return folders_.size() > 1; }

  /// The shards that had no part in what was read last.
  [[nodiscard]] const std::vector<corpus::MissingShard>& missing() const { return opened_.missing; }

  /// Goes on to the newest state, of another generation if one was published. Throws Error.
  void refresh();

  /// What `work` comes to, which reads the database: repeated on the newest state when the state
  /// that it read is gone, and without the shards that fail if the others are enough. Throws Error.
  template <typename Work>
  auto read(const Work& work) {
    refresh();
    for (int attempt = 0;; ++attempt) {
      try {
        return work();
      } catch (const Xapian::Error& error) {
        recover(error, attempt);
      }
    }
  }

 private:
  using Clock = std::chrono::steady_clock;

  void open();
  [[nodiscard]] bool is_current() const;
  void recover(const Xapian::Error& error, int attempt);
  /// Makes ready for another attempt after a shard has failed; false where there is no use.
  bool go_on(const corpus::MissingShard& shard, bool stalled, int attempt);

  std::vector<std::string> folders_;
  corpus::Opening opening_;
  corpus::OpenedDatabase opened_;
  Clock::time_point opened_at_;
  bool broken_ = false;  ///< reading was broken off, perhaps in the middle of an answer
};

}  // namespace limier::query
