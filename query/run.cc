#include "query/run.hh"

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "corpus/printable.hh"
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
  bool run(const std::string& id, const std::string& query) {
    const Outcome outcome = searcher_.search(query, search_, [&](const Hit& hit) {
      if (!search_.as_typed) printer_->hit(id, hit);
    });
    tell_missing();
    if (options_.count) {
      for (const std::string& note : outcome.notes) complain(corpus::Error(note));
      write_out(id.empty() ? fmt::format("{}\n", outcome.documents)
                           : fmt::format("{}\t{}\n", corpus::printable(id), outcome.documents));
      flush_out();
    } else if (!options_.quiet) {
      printer_->end(id, outcome);
      if (outcome.diagnosis) std::fputs(describe(*outcome.diagnosis).c_str(), stderr);
    }
    return outcome.documents > 0;
  }

  /// Prints a document: what it is called on standard error, its text on standard output.
  ExitCode show(const std::string& name, const std::string& query) {
    const auto found = searcher_.stored(name, query, search_);
    tell_missing();
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
        run({}, *line);
      } catch (const corpus::Error& error) {
        complain(error);
      }
    }
    return ExitCode::ok;
  }

  /// Runs a query a line, or `id<TAB>query`; a line that fails is reported, and the rest goes on.
  ExitCode run_batch(std::istream& in) {
    ExitCode code = ExitCode::ok;
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (line.empty()) continue;
      const std::size_t tab = line.find('\t');
      const bool has_id = tab != std::string::npos && tab > 0;
      try {
        run(has_id ? line.substr(0, tab) : std::to_string(number),
            has_id ? line.substr(tab + 1) : line);
      } catch (const corpus::Error& error) {
        complain(corpus::Error(fmt::format("line {}: {}", number, error.what()), error.hint()));
        code = ExitCode::fatal;
      }
    }
    return code;
  }

 private:
  void tell_missing() const {
    for (const corpus::MissingShard& shard : searcher_.missing())
      complain(corpus::Error(
          fmt::format("partial: shard {} is left out: {}", shard.name, shard.reason)));
  }

  const Options& options_;
  SearchOptions search_;
  Searcher searcher_;
  std::unique_ptr<Printer> printer_;
};

}  // namespace

ExitCode run(const Options& options) {
  Session session(options);
  if (!options.show.empty()) return session.show(options.show, options.query.value_or(""));
  if (options.batch == "-") return session.run_batch(std::cin);
  if (!options.batch.empty()) {
    if (std::error_code ignored; std::filesystem::is_directory(options.batch, ignored))
      throw corpus::Error(fmt::format("{}: is a folder", options.batch));
    std::ifstream in(options.batch);
    if (!in) throw corpus::Error(fmt::format("{}: {}", options.batch, std::strerror(errno)));
    return session.run_batch(in);
  }
  if (!options.query && options.search.like.empty()) return session.ask();
  return session.run({}, options.query.value_or("")) ? ExitCode::ok : ExitCode::nothing_found;
}

void complain(const corpus::Error& error) {
  const std::string line =
      error.hint().empty() ? error.what() : fmt::format("{}; {}", error.what(), error.hint());
  std::fputs(fmt::format("limier-query: {}\n", corpus::printable(line)).c_str(), stderr);
}

}  // namespace limier::query
