#include "indexer/updater.hh"

#include <istream>
#include <utility>

#include <fmt/format.h>

#include "corpus/error.hh"
#include "corpus/store/store_error.hh"
#include "corpus/store/terms.hh"
#include "indexer/carry_over.hh"
#include "indexer/input.hh"
#include "indexer/interrupt.hh"
#include "indexer/records.hh"

namespace limier::indexer {
namespace {

using corpus::Document;

/// Hands on what a reader finds in a file or on standard input. The members of an archive are
/// called as if it were a folder. A file is left in the middle when a signal asks for it, since the
/// next run reads it again; standard input ends by itself then, and what came before is kept.
template <typename Add, typename Problem, typename Skip>
class Receiver final : public corpus::Sink {
 public:
  Receiver(Console& console, std::string path, Add add, Problem problem, Skip skip)
      : console_(console),
        file_(std::move(path)),
        path_(file_),
        add_(std::move(add)),
        problem_(std::move(problem)),
        skip_(std::move(skip)) {}

  void document(Document&& document) override {
    if (file_ != kStandardInput) wait();
    add_(std::move(document), path_);
  }
  void problem(std::size_t line, const std::string& reason) override {
    problem_(path_, line, reason);
  }
  void enter(const std::string& member) override {
    if (file_ != kStandardInput) wait();
    path_ = member.empty() ? file_ : file_ + '/' + member;
  }
  void skip(corpus::Skipped why) override { skip_(path_, why); }
  void decoded(const corpus::Decoding& how) override { console_.decoded(path_, how); }
  void wait() override {
    if (interrupted()) throw Interrupted();
  }

 private:
  Console& console_;
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

void Updater::execute(const Plan& plan) {
  console_.expect(plan.bytes);
  for (const std::string& path : plan.vanished) {
    if (interrupted()) return;
    remove(path);
    console_.note(fmt::format("{}: removed", path));
  }
  for (const Work& work : plan.work) {
    if (interrupted()) return;
    read(work);
  }
}

void Updater::remove(const std::string& path) {
  writer_.remove_path(path);
  writer_.forget(path);
  report_.changed = true;
  ++report_.files_removed;
}

void Updater::forget(const std::string& path, const corpus::Generation& old) {
  report_.changed = true;
  // A batch may end in between: what is left of the files then is looked after by the next run.
  for (LedgerCursor rows(old, path); rows.next();) writer_.remember(rows.path(), {});
  // What came from standard input has no row.
  writer_.remove_path(path);
  LedgerCursor rows(old, path);
  while (rows.next()) {
    writer_.forget(rows.path());
    ++report_.files_removed;
  }
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

void Updater::read(const Work& work) {
  const std::string& path = work.file.path;
  LedgerRow row{work.file.state, {}, 0, {}};
  try {
    InputFile input(path);
    row.hash = input.hash();
    if (work.row && work.row->hash == row.hash &&
        (work.row->documents > 0 || !work.row->problem.empty())) {
      // Touched, not changed.
      row.documents = work.row->documents;
      row.problem = work.row->problem;
      writer_.remember(path, row);
      ++(row.problem.empty() ? report_.files_unchanged : report_.known_problems);
      return;
    }
    index(input, work, row);
  } catch (const corpus::StoreError&) {
    throw;
  } catch (const corpus::Error& error) {
    fail(work, error, row);
  }
  writer_.remember(path, row);
}

void Updater::fail(const Work& work, const corpus::Error& error, LedgerRow& row) {
  row.problem =
      error.hint().empty() ? error.what() : fmt::format("{}; {}", error.what(), error.hint());
  problem(work.file.path, 0, row.problem);
  if (row.documents > 0) return;
  // What was indexed before stays until there is something to put in its place.
  if (work.row) row.documents = work.row->documents;
  else if (old_ != nullptr) row.documents = carry_over(*old_, work.file.path, {}, writer_);
}

void Updater::index(InputFile& input, const Work& work, LedgerRow& row) {
  const std::string& path = work.file.path;
  bool skipped = false;
  bool changed = false;
  // Until the file is finished, a batch that ends inside it says so.
  const auto change = [&] {
    if (std::exchange(changed, true)) return;
    writer_.remember(path, {});
    report_.changed = true;
  };
  FileRecords records(writer_, path, work.row.has_value(), change);
  Receiver receiver(
      console_, path,
      [&](Document&& document, const std::string& from) {
        ++row.documents;
        if (records.update(std::move(document), from) == FileRecords::Change::written)
          ++report_.documents;
        console_.progress(report_.documents, report_.bytes + input.bytes_read(), from);
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
  corpus::read(input.stream(), path, work.source->reading, receiver);
  records.finish();
  if (!input.is_still(work.file.state)) {
    problem(path, 0, "changed while it was read; run again to index what it says now");
    row.state = {};
  }
  report_.bytes += work.file.state.size;
  const bool is_empty = row.documents == 0 && row.problem.empty();
  if (!is_empty) ++(work.row ? report_.files_changed : report_.files_new);
  else if (!skipped) ++report_.skipped_empty;
}

void Updater::carry_over_standard_input(const Xapian::Database& old) {
  carry_over(old, kStandardInput, came_in_, writer_);
}

void Updater::update_from_standard_input(const Source& source) {
  corpus::ReadOptions reading = source.reading;
  if (reading.format == "auto") reading.format = "jsonl";
  Receiver receiver(
      console_, kStandardInput,
      [&](Document&& document, const std::string& from) {
        report_.bytes += document.body.size();
        const std::string key = corpus::document_key(from, document.id);
        came_in_.insert(key);
        const auto before = writer_.find_document(key);
        if (before && before->hash == corpus::mark_of(document).hash) return;
        report_.changed = true;
        ++report_.documents;
        if (before) writer_.remove_document(key);
        writer_.add(std::move(document), from);
        console_.progress(report_.documents, report_.bytes, from);
      },
      [&](const std::string& /*from*/, std::size_t line, const std::string& reason) {
        problem("standard input", line, reason);
      },
      [&](const std::string& from, corpus::Skipped why) { skip(from, why); });
  const auto buffer = standard_input();
  std::istream in(buffer.get());
  in.exceptions(std::ios::badbit);
  corpus::read(in, kStandardInput, reading, receiver);
}

}  // namespace limier::indexer
