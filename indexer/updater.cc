#include "indexer/updater.hh"

#include <algorithm>
#include <iostream>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "corpus/error.hh"
#include "indexer/input.hh"
#include "indexer/interrupt.hh"

namespace limier::indexer {
namespace {

using corpus::Document;

/// Hands on what a reader finds in a file or on standard input. The members of an archive are
/// called as if it were a folder.
template <typename Add, typename Problem, typename Skip>
class Receiver final : public corpus::Sink {
 public:
  Receiver(std::string path, Add add, Problem problem, Skip skip)
      : file_(std::move(path)),
        path_(file_),
        add_(std::move(add)),
        problem_(std::move(problem)),
        skip_(std::move(skip)) {}

  void document(Document&& document) override {
    wait();
    add_(document, path_);
  }
  void problem(std::size_t line, const std::string& reason) override {
    problem_(path_, line, reason);
  }
  void enter(const std::string& member) override {
    wait();
    path_ = member.empty() ? file_ : file_ + '/' + member;
  }
  void skip(corpus::Skipped why) override { skip_(path_, why); }
  void wait() override {
    if (interrupted()) throw Interrupted();
  }

 private:
  std::string file_;
  std::string path_;  ///< of the file, or of the member that is being read
  Add add_;
  Problem problem_;
  Skip skip_;
};

}  // namespace

void Updater::problem(const std::string& path, std::size_t line, const std::string& reason) {
  ++report_.problems;
  console_.problem(path, line, reason);
}

void Updater::update(const Source& source) {
  const Scan found = scan(source.path, skip_);
  report_.skipped_hidden += found.hidden;
  report_.skipped_special += found.special;
  for (const ScanProblem& trouble : found.problems) {
    problem(trouble.path, 0, trouble.reason);
    report_.unreadable.push_back(trouble.path);
  }
  remove_vanished(source, found);
  const std::vector<Work> work = plan(found);
  files_to_read_ += work.size();
  for (const Work& item : work) {
    if (interrupted()) break;
    read(item, source);
  }
}

void Updater::remove_vanished(const Source& source, const Scan& scan) {
  std::set<std::string_view> present;
  for (const FoundFile& file : scan.files) present.insert(file.path);
  std::vector<std::string> vanished;
  for (auto row = ledger_.lower_bound(source.path); row != ledger_.end(); ++row) {
    // Names that sort between a folder and what is below it are passed over.
    if (!row->first.starts_with(source.path)) break;
    if (is_under(row->first, source.path) && !present.contains(row->first))
      vanished.push_back(row->first);
  }
  if (vanished.empty() || !scan.problems.empty()) return;
  if (scan.files.empty()) {
    problem(source.path, 0,
            fmt::format("is empty, but {} of its files are in the database; nothing was removed "
                        "(to remove them: --forget)",
                        vanished.size()));
    return;
  }
  for (const std::string& path : vanished) {
    writer_.remove_path(path);
    writer_.forget(path);
    ledger_.erase(path);
    report_.changed = true;
    ++report_.files_removed;
    console_.note(fmt::format("{}: removed", path));
  }
}

std::vector<Updater::Work> Updater::plan(const Scan& scan) {
  std::vector<Work> work;
  for (const FoundFile& file : scan.files) {
    const auto row = ledger_.find(file.path);
    if (row == ledger_.end()) {
      work.push_back({file, nullptr});
    } else if (!file.has_same_state(row->second.size, row->second.mtime) ||
               (file.named && row->second.documents == 0 && row->second.problem.empty())) {
      // A binary that a walk has passed over is an error when it is named.
      work.push_back({file, &row->second});
    } else {
      ++(row->second.problem.empty() ? report_.files_unchanged : report_.known_problems);
    }
  }
  return work;
}

void Updater::skip(const std::string& path, corpus::Skipped why) {
  switch (why) {
    case corpus::Skipped::binary:
      ++report_.skipped_binary;
      console_.note(fmt::format("{}: binary, skipped", path));
      break;
    case corpus::Skipped::empty: ++report_.skipped_empty; break;
    case corpus::Skipped::hidden: ++report_.skipped_hidden; break;
    case corpus::Skipped::special: ++report_.skipped_special; break;
  }
}

void Updater::read(const Work& work, const Source& source) {
  const std::string& path = work.file.path;
  LedgerRow row{work.file.size, work.file.mtime, {}, 0, {}};
  try {
    InputFile input(path);
    row.hash = input.hash();
    if (work.row != nullptr && work.row->hash == row.hash &&
        (work.row->documents > 0 || !work.row->problem.empty())) {
      // Touched, not changed.
      row.documents = work.row->documents;
      row.problem = work.row->problem;
      writer_.remember(path, row);
      ++(row.problem.empty() ? report_.files_unchanged : report_.known_problems);
      return;
    }
    index(input, work, source.reading, row);
  } catch (const corpus::Error& error) {
    row.problem =
        error.hint().empty() ? error.what() : fmt::format("{}; {}", error.what(), error.hint());
    problem(path, 0, row.problem);
    // What was indexed before stays until there is something to put in its place.
    if (row.documents == 0 && work.row != nullptr) row.documents = work.row->documents;
  }
  writer_.remember(path, row);
  ledger_[path] = std::move(row);
}

void Updater::index(InputFile& input, const Work& work, const corpus::ReadOptions& reading,
                    LedgerRow& row) {
  const std::string& path = work.file.path;
  bool skipped = false;
  const auto replace_old = [&] {
    if (row.documents > 0) return;
    writer_.remove_path(path);
    // Until the file is finished, a batch that ends inside it says so.
    writer_.remember(path, LedgerRow{0, 0, {}, 1, {}});
    report_.changed = true;
  };
  Receiver receiver(
      path,
      [&](const Document& document, const std::string& from) {
        replace_old();
        writer_.add(document, from);
        ++row.documents;
        ++report_.documents;
        console_.progress(report_, files_to_read_, from);
      },
      [&](const std::string& from, std::size_t line, const std::string& reason) {
        problem(from, line, reason);
        if (row.problem.empty()) row.problem = reason;
      },
      [&](const std::string& from, corpus::Skipped why) {
        if (why == corpus::Skipped::binary && work.file.named && from == path)
          throw corpus::Error("is a binary file");
        skip(from, why);
        skipped = true;
      });
  corpus::read(input.stream(), path, reading, receiver);
  if (work.row != nullptr && work.row->documents > 0) replace_old();
  if (!input.is_still(work.file)) {
    problem(path, 0, "changed while it was read; run again to index what it says now");
    row.mtime = 0;
  }
  report_.bytes += work.file.size;
  const bool is_empty = row.documents == 0 && row.problem.empty();
  if (!is_empty) ++(work.row == nullptr ? report_.files_new : report_.files_changed);
  else if (!skipped) ++report_.skipped_empty;
}

void Updater::update_from_standard_input(const Source& source) {
  corpus::ReadOptions reading = source.reading;
  if (reading.format == "auto") reading.format = "jsonl";
  Receiver receiver(
      kStandardInput,
      [&](const Document& document, const std::string& from) {
        writer_.remove_document(from, document.id);
        writer_.add(document, from);
        report_.bytes += document.body.size();
        ++report_.documents;
        report_.changed = true;
        console_.progress(report_, files_to_read_, from);
      },
      [&](const std::string& /*from*/, std::size_t line, const std::string& reason) {
        problem("standard input", line, reason);
      },
      [&](const std::string& from, corpus::Skipped why) { skip(from, why); });
  corpus::read(std::cin, kStandardInput, reading, receiver);
}

void Updater::distrust(const std::string& path) {
  for (auto& [file, row] : ledger_) {
    if (!is_under(file, path)) continue;
    row.mtime = 0;
    row.hash.clear();
  }
}

void Updater::forget(const std::string& path) {
  writer_.remove_path(path);
  report_.changed = true;
  for (auto row = ledger_.lower_bound(path); row != ledger_.end();) {
    if (!row->first.starts_with(path)) break;
    if (!is_under(row->first, path)) {
      ++row;
      continue;
    }
    writer_.forget(row->first);
    ++report_.files_removed;
    row = ledger_.erase(row);
  }
}

}  // namespace limier::indexer
