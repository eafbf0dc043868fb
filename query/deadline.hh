#pragma once

#include <chrono>

#include <fmt/format.h>
#include <xapian.h>

#include "corpus/error.hh"

namespace limier::query {

/// When a query is to be done.
class Deadline {
 public:
  /// `seconds` from now; 0: never.
  explicit Deadline(double seconds)
      : seconds_(seconds),
        end_(Clock::now() +
             std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds))) {}

  [[nodiscard]] bool is_set() const { return seconds_ > 0; }

  /// Throws Error when the time is over.
  void check() const {
    if (is_set() && Clock::now() > end_)
      throw corpus::Error(fmt::format("the query took longer than {} s", seconds_),
                          "ask for less, or raise --timeout");
  }

 private:
  using Clock = std::chrono::steady_clock;

  double seconds_;
  Clock::time_point end_;
};

/// Ends a match within Xapian when the time is over. It lives in this process: a remote database
/// knows no such spy.
class DeadlineSpy final : public Xapian::MatchSpy {
 public:
  explicit DeadlineSpy(const Deadline& deadline) : deadline_(deadline) {}

  void operator()(const Xapian::Document& /*document*/, double /*weight*/) override {
    constexpr unsigned kEvery = 256;
    if (++seen_ % kEvery == 0) deadline_.check();
  }

 private:
  const Deadline& deadline_;
  unsigned seen_ = 0;
};

}  // namespace limier::query
