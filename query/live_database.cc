#include "query/live_database.hh"

#include <algorithm>
#include <string_view>
#include <utility>

#include "corpus/store/database.hh"

namespace limier::query {
namespace {

/// How often reading begins anew because the database was rewritten under it.
constexpr int kMaxRetries = 20;

}  // namespace

LiveDatabase::LiveDatabase(std::vector<std::string> folders) : folders_(std::move(folders)) {
  open();
}

void LiveDatabase::open() {
  // Read first: what is published meanwhile is met by the next refresh.
  std::vector<std::string> now = states();
  database_ = corpus::open_for_search(folders_);
  states_ = std::move(now);
  remote_ = std::any_of(folders_.begin(), folders_.end(), corpus::has_remote_shards);
}

std::vector<std::string> LiveDatabase::states() const {
  std::vector<std::string> result;
  for (const std::string& folder : folders_) result.push_back(corpus::publication_of(folder));
  return result;
}

void LiveDatabase::refresh() {
  try {
    if (states() != states_) open();
    else database_.reopen();
  } catch (const Xapian::Error&) {
    open();
  }
}

void LiveDatabase::recover(const Xapian::Error& error, int attempt) {
  const bool modified = std::string_view(error.get_type()) == "DatabaseModifiedError";
  // Of a generation that is no longer in force, files may be gone.
  if (attempt == kMaxRetries || (!modified && states() == states_))
    throw corpus::explain(error, folders_.front());
  open();
}

}  // namespace limier::query
