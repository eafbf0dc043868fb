#include "indexer/plan.hh"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace limier::indexer {
namespace {

/// The rows under a source, next to the files that a walk finds in the same order.
class Rows {
 public:
  Rows(const corpus::Generation* old, const std::string& folder) {
    if (old != nullptr) cursor_.emplace(*old, folder);
    advance();
  }

  /// Hands on the paths of the rows before `path`; the row of `path` itself, if there is one.
  template <typename Use>
  std::optional<LedgerRow> find(const std::string& path, Use use) {
    while (there_ && cursor_->path() < path) pass(use);
    if (!there_ || cursor_->path() != path) return std::nullopt;
    LedgerRow row = cursor_->row();
    advance();
    return row;
  }

  template <typename Use>
  void finish(Use use) {
    while (there_) pass(use);
  }

 private:
  void advance() { there_ = cursor_ && cursor_->next(); }

  template <typename Use>
  void pass(Use use) {
    use(cursor_->path(), cursor_->row());
    advance();
  }

  std::optional<LedgerCursor> cursor_;
  bool there_ = false;
};

bool is_behind(const Walls& walls, const std::string& path, const std::string& source) {
  return std::any_of(walls.sources.begin(), walls.sources.end(), [&](const std::string& other) {
    return other != source && is_under(other, source) && is_under(path, other);
  });
}

}  // namespace

void Planner::problem(const std::string& path, const std::string& reason) {
  ++report_.problems;
  console_.problem(path, 0, reason);
}

void Planner::add(const Source& source, bool distrust) {
  Rows rows(old_, source.path);
  std::vector<std::string> vanished;
  std::uint64_t documents = 0;
  const auto vanishes = [&](const std::string& path, const LedgerRow& row) {
    if (is_behind(walls_, path, source.path)) return;
    vanished.push_back(path);
    documents += row.documents;
  };
  const Scan found = scan(source, walls_, [&](const FoundFile& file) {
    compare(file, rows.find(file.path, vanishes), source, distrust);
  });
  rows.finish(vanishes);
  report_.skipped_hidden += found.hidden;
  report_.skipped_special += found.special;
  for (const ScanProblem& trouble : found.problems) {
    problem(trouble.path, trouble.reason);
    plan_.unreadable.push_back(trouble.path);
  }
  if (vanished.empty() || !found.problems.empty()) return;
  if (found.files == 0) {
    problem(source.path,
            fmt::format("is empty, but {} of its files are in the database; nothing was removed "
                        "(to remove them: --forget)",
                        vanished.size()));
    return;
  }
  plan_.vanished_documents += documents;
  std::move(vanished.begin(), vanished.end(), std::back_inserter(plan_.vanished));
}

void Planner::compare(const FoundFile& file, std::optional<LedgerRow> row, const Source& source,
                      bool distrust) {
  if (row && (distrust || (retry_ && !row->problem.empty()))) {
    row->state = {};
    row->hash.clear();
  }
  // A binary that a walk has passed over is an error when it is named.
  const bool must_be_told = row && file.named && row->documents == 0 && row->problem.empty();
  if (row && row->state == file.state && !must_be_told) {
    ++(row->problem.empty() ? report_.files_unchanged : report_.known_problems);
    if (!row->problem.empty()) console_.known_problem(file.path, row->problem);
    return;
  }
  plan_.bytes += file.state.size;
  plan_.work.push_back({file, std::move(row), &source});
}

}  // namespace limier::indexer
