#include "query/run.hh"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "corpus/printable.hh"
#include "query/batch.hh"
#include "query/diagnosis.hh"
#include "query/output.hh"
#include "query/printer.hh"
#include "query/prompt.hh"
#include "query/render.hh"
#include "query/searcher.hh"
#include "query/terminal.hh"

namespace limier::query {
namespace {

using corpus::ExitCode;

/// How long a shard is waited for.
corpus::Opening opening_of(const SearchOptions& options) {
  corpus::Opening opening;
  opening.partial = options.partial;
  if (options.timeout == 0) return opening;
  // One may fail in the middle of a query, another when all are connected anew; the rest of the
  // time is for those that are left.
  constexpr int kShare = 3;
  const std::chrono::duration<double> whole(options.timeout);
  opening.patience =
      std::chrono::ceil<std::chrono::milliseconds>(options.partial ? whole / kShare : whole);
  return opening;
}

class Session {
 public:
  explicit Session(const Options& options)
      : options_(options),
        search_(options.search),
        searcher_(options.databases, options.synonyms, opening_of(options.search)),
        printer_(make_printer(options)) {
    search_.as_typed = options.count || options.quiet;
    search_.count_all = options.count;
    if (search_.as_typed || search_.facet != Facet::none) {
      search_.limit = search_.as_typed ? 1 : 0;
      search_.offset = 0;
    }
    // The other formats are for programs, which look at the exit status.
    search_.diagnose =
        !search_.as_typed && search_.facet == Facet::none && options.format == OutputFormat::text;
    // These name documents and show none: whoever asks for them is to get all.
    if (options.format == OutputFormat::trec || options.format == OutputFormat::paths)
      search_.all_copies = true;
    search_.passages = !search_.as_typed && options.format != OutputFormat::trec &&
                       options.format != OutputFormat::paths;
  }

  /// Whether anything was found.
  bool run(const std::string& query) {
    const Answer answer = searcher_.search(query, search_);
    print({}, answer);
    return answer.outcome.documents > 0;
  }

  /// Prints a document: what it is called on standard error, its text on standard output.
  ExitCode show(const std::string& name, const std::string& query) {
    const auto found = searcher_.stored(name, query, search_);
    tell_missing(searcher_.missing());
    if (!found) {
      if (!options_.quiet) complain(corpus::Error(fmt::format("{}: no such document", name)));
      return ExitCode::nothing_found;
    }
    if (options_.quiet) return ExitCode::ok;
    const bool color = wants_color(options_.color);
    const corpus::Record& record = found->record;
    std::string heading = render_place(record, 0, color);
    if (!record.title_in_body) heading = render_title(record, {}, text_width(), color) + heading;
    std::fputs((heading + "\n").c_str(), stderr);
    write_out(render_text(record.text, found->highlights, text_width(), color));
    flush_out();
    return ExitCode::ok;
  }

  /// Asks for queries until there are no more.
  ExitCode ask() {
    std::fputs("A query a line; Ctrl-D ends.\n", stderr);
    Prompt prompt;
    while (const auto line = prompt.next()) {
      if (line->empty()) continue;
      try {
        run(*line);
      } catch (const corpus::Error& error) {
        complain(error);
      }
    }
    return ExitCode::ok;
  }

  /// Answers a batch on so many threads; a query that fails is reported, and the others are
  /// answered.
  ExitCode run_batch(std::istream& in, unsigned jobs) {
    ExitCode code = ExitCode::ok;
    Batch batch(in, [&](const BatchQuery& query, const BatchAnswer& answer) {
      if (const auto* error = std::get_if<corpus::Error>(&answer)) {
        complain(*error);
        code = ExitCode::fatal;
      } else {
        print(query.id, std::get<Answer>(answer));
      }
    });
    std::vector<std::future<void>> helpers = start_helpers(batch, jobs - 1);
    take_part(batch, searcher_);
    for (std::future<void>& helper : helpers) helper.get();
    return code;
  }

 private:
  /// So many threads that take part in a batch, or fewer where no more can be had.
  std::vector<std::future<void>> start_helpers(Batch& batch, unsigned count) const {
    std::vector<std::future<void>> helpers;
    while (helpers.size() < count) {
      try {
        helpers.push_back(std::async(std::launch::async, [&] { help(batch); }));
      } catch (const std::system_error&) {
        break;  // those that there are do all of it
      }
    }
    return helpers;
  }

  void help(Batch& batch) const {
    std::optional<Searcher> searcher;
    try {
      searcher.emplace(options_.databases, options_.synonyms, opening_of(options_.search));
    } catch (const corpus::Error&) {
      return;  // too many open files, say: the others do its share
    }
    take_part(batch, *searcher);
  }

  /// Answers queries of a batch until there are no more.
  void take_part(Batch& batch, Searcher& searcher) const {
    try {
      while (const auto next = batch.next()) {
        BatchAnswer answer;
        try {
          answer = searcher.search(next->query, search_);
        } catch (const corpus::Error& error) {
          answer =
              corpus::Error(fmt::format("line {}: {}", next->line, error.what()), error.hint());
        }
        batch.finish(*next, std::move(answer));
      }
    } catch (...) {
      batch.stop();
      throw;
    }
  }

  void print(const std::string& id, const Answer& answer) {
    const Outcome& outcome = answer.outcome;
    if (!search_.as_typed)
      for (const Hit& hit : answer.hits) printer_->hit(id, hit);
    tell_missing(outcome.partial);
    if (options_.count) {
      for (const std::string& note : outcome.notes) complain(corpus::Error(note));
      write_out(id.empty() ? fmt::format("{}\n", outcome.documents)
                           : fmt::format("{}\t{}\n", corpus::printable(id), outcome.documents));
      flush_out();
    } else if (!options_.quiet) {
      printer_->end(id, outcome);
      if (outcome.diagnosis) std::fputs(describe(*outcome.diagnosis).c_str(), stderr);
    }
  }

  static void tell_missing(const std::vector<corpus::MissingShard>& missing) {
    for (const corpus::MissingShard& shard : missing)
      complain(corpus::Error(
          fmt::format("partial: shard {} is left out: {}", shard.name, shard.reason)));
  }

  const Options& options_;
  SearchOptions search_;
  Searcher searcher_;
  std::unique_ptr<Printer> printer_;
};

/// The threads that answer a file, unless it is said how many: each takes memory.
constexpr unsigned kMostJobs = 4;

ExitCode run_batch(const Options& options, Session& session) {
  // Whoever writes to a pipe may wait for an answer before the next query.
  if (options.batch == "-") return session.run_batch(std::cin, 1);
  std::error_code ignored;
  if (std::filesystem::is_directory(options.batch, ignored))
    throw corpus::Error(fmt::format("{}: is a folder", options.batch));
  std::ifstream in(options.batch);
  if (!in) throw corpus::Error(fmt::format("{}: {}", options.batch, std::strerror(errno)));
  if (!std::filesystem::is_regular_file(options.batch, ignored)) return session.run_batch(in, 1);
  const unsigned processors = std::max(1U, std::thread::hardware_concurrency());
  return session.run_batch(in, options.jobs > 0 ? options.jobs : std::min(processors, kMostJobs));
}

}  // namespace

ExitCode run(const Options& options) {
  Session session(options);
  if (!options.show.empty()) return session.show(options.show, options.query.value_or(""));
  if (!options.batch.empty()) return run_batch(options, session);
  if (!options.query && options.search.like.empty()) return session.ask();
  return session.run(options.query.value_or("")) ? ExitCode::ok : ExitCode::nothing_found;
}

void complain(const corpus::Error& error) {
  const std::string line =
      error.hint().empty() ? error.what() : fmt::format("{}; {}", error.what(), error.hint());
  std::fputs(fmt::format("limier-query: {}\n", corpus::printable(line)).c_str(), stderr);
}

}  // namespace limier::query
