#include "query/batch.hh"

namespace limier::query {
namespace {

/// Answers that may be kept for one that takes long: each is whole texts.
constexpr std::size_t kMostEarly = 16;

}  // namespace

std::optional<BatchQuery> Batch::next() {
  const std::lock_guard lock(reading_);
  for (std::string line; !stopped_ && std::getline(in_, line);) {
    ++line_;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) continue;
    const std::size_t tab = line.find('\t');
    const bool has_id = tab != std::string::npos && tab > 0;
    return BatchQuery{has_id ? line.substr(0, tab) : std::to_string(line_),
                      has_id ? line.substr(tab + 1) : line, line_, given_++};
  }
  return std::nullopt;
}

void Batch::finish(BatchQuery query, BatchAnswer answer) {
  std::unique_lock lock(printing_);
  const std::size_t turn = query.turn;
  printed_.wait(lock, [&] { return stopped_ || turn < turn_ + kMostEarly; });
  if (stopped_) return;
  early_.emplace(turn, std::pair(std::move(query), std::move(answer)));
  while (!early_.empty() && early_.begin()->first == turn_) {
    const auto next = early_.extract(early_.begin());
    print_(next.mapped().first, next.mapped().second);
    ++turn_;
  }
  printed_.notify_all();
}

void Batch::stop() {
  const std::lock_guard lock(printing_);
  stopped_ = true;
  printed_.notify_all();
}

}  // namespace limier::query
