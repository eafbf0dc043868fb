#include "query/options.hh"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <functional>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "corpus/date.hh"
#include "corpus/error.hh"
#include "corpus/printable.hh"
#include "corpus/store/database.hh"
#include "corpus/version.hh"
#include "query/columns.hh"
#include "query/prompt.hh"

namespace limier::query {
namespace {

constexpr const char* kDescription =
    "Searches French texts that limier-indexer has indexed, and shows the passages that match.";

constexpr const char* kFooter =
    "\nQueries:\n"
    "  retrait contingent          all the words, in any inflection, with or without accents\n"
    "  '\"maintien de la paix\"'     a phrase; also « … » and “ … ”; of one word: that form only\n"
    "  chat OU chien SAUF niche    AND OR NOT, ET OU SAUF, parentheses; -word also excludes\n"
    "  présid*  port NEAR/5 quai   words that begin so; within five words of each other\n"
    "  titre:accord source:presse  words of a field: title, author, source; path:FOLDER\n"
    "  date:2022-01..2022-02       dates, to the end of the last month; also 2022.. and 5/1/2022\n"
    "\nExamples:\n"
    "  limier-query énergie nucléaire\n"
    "  limier-query -n 3 'forces -police'\n"
    "  limier-query --format jsonl élections | jq -r '.path // empty'\n"
    "  limier-query --batch topics.tsv --match any --format trec > run.txt\n"
    "\nExit status: 0 found; 1 nothing found; 2 wrong usage or an error. With --batch: 0 all\n"
    "queries ran; 2 one failed.\n"
    "The manual: man limier-query";

/// An option whose values are names of an enumeration's.
template <typename Value>
void add_choice(CLI::App& app, const std::string& name, Value& value,
                const std::vector<std::pair<std::string, Value>>& choices,
                const std::string& summary) {
  std::vector<std::string> names;
  for (const auto& choice : choices) names.push_back(choice.first);
  app.add_option_function<std::string>(
         name,
         [&value, choices](const std::string& given) {
           for (const auto& [choice, meaning] : choices)
             if (choice == given) value = meaning;
         },
         summary)
      ->type_name(fmt::format("{}", fmt::join(names, "|")))
      ->check(CLI::IsMember(names).description(""));
}

void add_fields(CLI::App& app, Options& options) {
  std::vector<std::string> names;
  for (const Column& column : all_columns()) names.emplace_back(column.name);
  const auto half = static_cast<std::ptrdiff_t>(names.size() / 2);
  app.add_option("--fields", options.fields,
                 fmt::format("Print only these, in this order (--format jsonl, csv, tsv):\n{}\n{}",
                             fmt::join(names.begin(), names.begin() + half, ","),
                             fmt::join(names.begin() + half, names.end(), ",")))
      ->type_name("LIST")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(names).description(""));
}

void add_date(CLI::App& app, const std::string& name, const std::string& summary,
              const std::function<void(const corpus::DateRange&)>& take) {
  app.add_option_function<std::string>(
         name,
         [name, take](const std::string& given) {
           const std::string date = corpus::iso_date(given);
           if (date.empty())
             throw corpus::Error(fmt::format("{}: no date: {}", name, given),
                                 "write 2022, 2022-01, 2022-01-05 or 5/1/2022");
           take(corpus::date_range(date).value());
         },
         summary)
      ->type_name("DATE");
}

/// What is sought, and in which order.
void declare_search(CLI::App& app, SearchOptions& search) {
  app.add_option("-n,--limit", search.limit, "Show at most N documents (10)")
      ->type_name("N")
      ->check(CLI::Range(1, 1'000'000).description(""));
  app.add_option("--offset", search.offset, "Pass over the best N")
      ->type_name("N")
      ->check(CLI::Range(0, 1'000'000).description(""));
  app.add_option("--per-document", search.per_document, "Show at most N passages of each (1)")
      ->type_name("N")
      ->check(CLI::Range(1, 1000).description(""));
  app.add_option("--context", search.context, "Show N sentences more around each passage")
      ->type_name("N")
      ->check(CLI::Range(0, 1000).description(""));
  add_choice<MatchMode>(
      app, "--match", search.match,
      {{"auto", MatchMode::automatic}, {"all", MatchMode::all}, {"any", MatchMode::any}},
      "How many of the words must match (auto: all, or else the weightier half)");
  add_date(app, "--since", "Only documents of DATE or later: 2022, 2022-01, 2022-01-05, 5/1/2022",
           [&search](const corpus::DateRange& day) { search.dates.first = day.first; });
  add_date(app, "--until", "Only documents of DATE or earlier; a month is included to its end",
           [&search](const corpus::DateRange& day) { search.dates.last = day.last; });
  add_choice<Order>(app, "--sort", search.order,
                    {{"relevance", Order::relevance}, {"date", Order::date}},
                    "What comes first: the best, or the newest");
  add_choice<Facet>(app, "--facets", search.facet,
                    {{"source", Facet::source},
                     {"author", Facet::author},
                     {"year", Facet::year},
                     {"month", Facet::month}},
                    "Count the documents by this, and show none (--format text, jsonl)");
  app.add_option("--like", search.like, "Find documents like this one, without WORDS")
      ->type_name("ID");
  app.add_flag("--explain", search.explain, "Say what made each score (--format text, jsonl)");
  app.add_option("--timeout", search.timeout, "Give a query up after so many seconds")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.001, 1e6).description(""))
      ->check(
          // NaN is in any range.
          [](const std::string& given) {
            return given.find_first_of("nN") == std::string::npos ? "" : given + ": no number";
          },
          "");
  app.add_flag("--partial", search.partial, "Do without shards that do not answer, and say so");
  app.add_flag("--all-copies", search.all_copies, "Show the near-copies of a document too");
  app.add_flag_callback(
      "--no-variants", [&search] { search.variants = false; },
      "Neither other spellings of names nor acronyms for what they stand for");
}

void declare(CLI::App& app, Options& options, std::vector<std::string>& words) {
  app.add_option("WORDS", words, "The query; without one a terminal asks for queries");
  app.add_option("-d,--database", options.databases, "Folder of a database; may be repeated")
      ->type_name("DIR")
      ->allow_extra_args(false);
  declare_search(app, options.search);
  add_choice<OutputFormat>(app, "--format", options.format,
                           {{"text", OutputFormat::text},
                            {"lines", OutputFormat::lines},
                            {"jsonl", OutputFormat::jsonl},
                            {"csv", OutputFormat::csv},
                            {"tsv", OutputFormat::tsv},
                            {"paths", OutputFormat::paths},
                            {"trec", OutputFormat::trec}},
                           "How to print what was found");
  add_fields(app, options);
  app.add_flag("-0,--null", options.null_separated, "End each path with a NUL (--format paths)");
  add_choice<ColorMode>(
      app, "--color", options.color,
      {{"auto", ColorMode::automatic}, {"always", ColorMode::always}, {"never", ColorMode::never}},
      "Colour what matched (auto: on a terminal)");
  app.add_option("--batch", options.batch, "Run a query a line, or ID<TAB>QUERY; - for stdin")
      ->type_name("FILE");
  app.add_option("-j,--jobs", options.jobs, "Threads for such a file [all processors, 4 at most]")
      ->type_name("N")
      ->check(CLI::Range(1U, 256U).description(""));
  app.add_option("--show", options.show, "Print the text of this document, WORDS highlighted")
      ->type_name("ID");
  app.add_option("--synonyms", options.synonyms, "Words that mean the same, a group a line")
      ->type_name("FILE");
  app.add_flag("-c,--count", options.count, "Print only how many documents match, exactly");
  app.add_flag("-q,--quiet", options.quiet, "Print nothing; the exit status tells");
  app.set_version_flag("--version", fmt::format("limier-query {}", corpus::kVersion));
}

/// `-démission` must never be read as `-d émission`: short options take their value as an argument
/// of its own, or as digits (`-n5`).
bool is_bare_exclusion(std::string_view argument) {
  if (argument.size() < 3 || argument[0] != '-' || argument[1] == '-') return false;
  return !std::all_of(argument.begin() + 2, argument.end(),
                      [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// The arguments, the last first, as CLI11 takes them. One with a space in it was put between
/// quotation marks and is a whole query, even if it begins with what it excludes. Throws Error for
/// a bare exclusion.
std::vector<std::string> arguments_of(int argc, const char* const* argv) {
  std::vector<std::string> arguments;
  bool words_only = false;
  for (int i = 1; i < argc; ++i) {
    std::string argument = argv[i];
    words_only = words_only || argument == "--";
    if (!words_only && is_bare_exclusion(argument)) {
      if (argument.find(' ') == std::string::npos)
        throw corpus::Error(
            fmt::format("{} is not an option", argument),
            fmt::format("to exclude a word: SAUF {0}, or quotes around the whole query, or -- "
                        "before it",
                        argument.substr(1)));
      // A query is the same with a space before it, and no option begins so.
      argument.insert(0, " ");
    }
    arguments.push_back(std::move(argument));
  }
  std::reverse(arguments.begin(), arguments.end());
  return arguments;
}

[[noreturn]] void refuse(const std::string& message) {
  throw corpus::Error(message, "see limier-query --help");
}

/// What is asked stands in one place.
void check_question(const Options& options) {
  if (!options.search.like.empty()) {
    if (options.query || !options.batch.empty()) refuse("both a query and --like");
    return;
  }
  if (options.query && !options.batch.empty()) refuse("both a query and --batch");
  const bool can_ask = !options.quiet && is_interactive();
  if (!options.query && options.batch.empty() && !can_ask) refuse("no query");
}

/// What only some formats can tell.
void check_format(const Options& options) {
  const OutputFormat format = options.format;
  const bool tells_more = format == OutputFormat::text || format == OutputFormat::jsonl;
  if (options.null_separated && format != OutputFormat::paths) refuse("-0 without --format paths");
  if (options.search.explain && !tells_more) refuse("--explain without --format text or jsonl");
  if (options.search.facet != Facet::none && (!tells_more || options.count || options.quiet))
    refuse("--facets without --format text or jsonl, or with --count or --quiet");
  const bool has_fields =
      format == OutputFormat::jsonl || format == OutputFormat::csv || format == OutputFormat::tsv;
  if (!options.fields.empty() && !has_fields) refuse("--fields without --format jsonl, csv or tsv");
}

/// Throws Error for options that contradict each other.
void check(const Options& options) {
  if (options.jobs > 0 && options.batch.empty()) refuse("--jobs without --batch");
  if (!options.show.empty()) {
    if (!options.batch.empty()) refuse("both --show and --batch");
    if (options.count || options.format != OutputFormat::text) refuse("--show prints a text");
    return;
  }
  check_question(options);
  if (options.count && options.quiet) refuse("both --count and --quiet");
  const auto& [first, last] = options.search.dates;
  if (!first.empty() && !last.empty() && first > last) refuse("--since is later than --until");
  check_format(options);
}

int complain(const corpus::Error& error) {
  std::fputs(fmt::format("limier-query: {}; {}\n", corpus::printable(error.what()),
                         corpus::printable(error.hint()))
                 .c_str(),
             stderr);
  return static_cast<int>(corpus::ExitCode::fatal);
}

}  // namespace

CommandLine read_command_line(int argc, const char* const* argv) {
  CommandLine line;
  Options& options = line.options;
  std::vector<std::string> words;
  CLI::App app(kDescription, "limier-query");
  app.footer(kFooter);
  app.get_formatter()->column_width(30);
  declare(app, options, words);
  try {
    app.parse(arguments_of(argc, argv));
    if (!words.empty()) options.query = fmt::format("{}", fmt::join(words, " "));
    if (options.databases.empty()) options.databases = {corpus::default_database()};
    check(options);
  } catch (const corpus::Error& error) {
    line.exit_code = complain(error);
  } catch (const CLI::ParseError& error) {
    line.exit_code = error.get_exit_code() == 0
                         ? app.exit(error)
                         : complain(corpus::Error(error.what(), "see limier-query --help"));
  }
  return line;
}

}  // namespace limier::query
