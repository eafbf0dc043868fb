#include "query/batch.hh"

namespace limier::query {

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

void Batch::in_turn(const BatchQuery& query, const std::function<void()>& print) {
  std::unique_lock lock(printing_);
  printed_.wait(lock, [&] { return stopped_ || turn_ == query.turn; });
  if (stopped_) return;
  print();
  ++turn_;
  printed_.notify_all();
}

void Batch::stop() {
  const std::lock_guard lock(printing_);
  stopped_ = true;
  printed_.notify_all();
}

}  // namespace limier::query
