#include "query/live_database.hh"

#include <algorithm>
#include <string_view>
#include <utility>

#include "corpus/store/database.hh"

namespace limier::query {
namespace {

/// How often reading begins anew because the database was rewritten under it.
constexpr int kMaxRetries = 20;

/// A server opens its database once for each connection, and follows no new generation. The old one
/// is kept for ten minutes after it was replaced.
constexpr std::chrono::minutes kMaxConnection(1);

}  // namespace

LiveDatabase::LiveDatabase(std::vector<std::string> folders, corpus::Opening opening)
    : folders_(std::move(folders)), opening_(std::move(opening)) {
  open();
}

void LiveDatabase::open() {
  // Until it is open, it is what a failure leaves.
  broken_ = true;
  opened_ = corpus::open_for_search(folders_, opening_);
  opened_at_ = Clock::now();
  broken_ = false;
}

bool LiveDatabase::is_current() const {
  const auto& all = opened_.publications;
  return std::all_of(all.begin(), all.end(), [](const auto& stub) {
    return corpus::publication_of(stub.first) == stub.second;
  });
}

void LiveDatabase::refresh() {
  // Whatever failed before may be back.
  opening_.without.clear();
  const bool is_old = opened_.remote && Clock::now() - opened_at_ > kMaxConnection;
  if (broken_ || is_old || !opened_.missing.empty() || !is_current()) return open();
  try {
    opened_.all.reopen();
  } catch (const Xapian::Error& error) {
    if (corpus::shard_of(error)) corpus::abandon(opened_.all);
    open();
  }
}

void LiveDatabase::recover(const Xapian::Error& error, int attempt) {
  broken_ = true;
  const std::string_view type = error.get_type();
  const bool modified = type == "DatabaseModifiedError";
  const bool stalled = type == "NetworkTimeoutError";
  const auto shard = modified ? std::nullopt : corpus::shard_of(error);
  if (shard) corpus::abandon(opened_.all);
  // Of a generation that is no longer in force, files may be gone.
  const bool may_be_better = shard ? go_on(*shard, stalled, attempt) : modified || !is_current();
  if (attempt == kMaxRetries || !may_be_better) throw corpus::explain(error, folders_.front());
  open();
}

bool LiveDatabase::go_on(const corpus::MissingShard& shard, bool stalled, int attempt) {
  // Its server may only have been restarted.
  if (attempt == 0 && !stalled) return true;
  if (opening_.partial) opening_.without.push_back(shard);
  return opening_.partial;
}

}  // namespace limier::query
