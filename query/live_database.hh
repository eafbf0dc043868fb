#pragma once

#include <string>
#include <vector>

#include <xapian.h>

namespace limier::query {

/// Databases, opened as one, that may be rewritten or published anew at any time.
class LiveDatabase {
 public:
  /// Throws Error when one cannot be opened.
  explicit LiveDatabase(std::vector<std::string> folders);

  [[nodiscard]] const Xapian::Database& get() const { return database_; }

  /// Whether one of them is on another machine: not everything works over the network.
  [[nodiscard]] bool is_remote() const { return remote_; }

  /// Goes on to the newest state, of another generation if one was published. Throws Error.
  void refresh();

  /// What `work` comes to, which reads the database: repeated on the newest state when the state
  /// that it read is gone. Throws Error.
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
  void open();
  [[nodiscard]] std::vector<std::string> states() const;
  void recover(const Xapian::Error& error, int attempt);

  std::vector<std::string> folders_;
  std::vector<std::string> states_;
  Xapian::Database database_;
  bool remote_ = false;
};

}  // namespace limier::query
