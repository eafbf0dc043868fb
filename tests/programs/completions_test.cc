// Completions in the shells themselves; and that --help, manual pages and completions name the same
// options.
#include <csignal>
#include <regex>
#include <set>
#include <string>

#include "corpus/store/fields.hh"
#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

using namespace limier::tests;

using Names = std::set<std::string>;

const std::string kCompletions = LIMIER_COMPLETIONS;

/// What `expression` catches in `text`, wherever it matches.
Names caught(const std::string& text, const std::string& expression) {
  const std::regex regex(expression);
  Names names;
  for (std::sregex_iterator match(text.begin(), text.end(), regex), end; match != end; ++match)
    for (std::size_t group = 1; group < match->size(); ++group)
      if ((*match)[group].matched) names.insert((*match)[group].str());
  return names;
}

/// The options that the help of a program names, long and short.
Names helped(const std::string& program) {
  const std::string help = run(program, {"--help"}).out;
  Names names;
  for (const std::string& line : lines_of(help))
    names.merge(caught(line, "^  (?:-([a-z0-9]),)?--([a-z-]+)"));
  return names;
}

Names in_manual(const std::string& page) {
  Names names;
  for (const std::string& line : lines_of(read_file(page)))
    if (line.starts_with(".It Fl")) names.merge(caught(line, "(?:Fl|,) -?([a-z0-9][a-z0-9-]*)"));
  return names;
}

/// What bash offers for the last of these words.
std::string bash_offers(const std::string& program, const std::string& words) {
  const std::string script = "compopt() { :; }; source " + kCompletions + "/bash/limier-" +
                             program + "; COMP_WORDS=(" + words +
                             "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _limier_" + program +
                             "; printf '%s\\n' \"${COMPREPLY[@]}\"";
  return run("/bin/bash", {"--norc", "-c", script}).out;
}

std::string fish_offers(const std::string& line) {
  const TempFolder home;
  Setting setting;
  setting.environment = {{"HOME", home.path()}};
  return run("/usr/bin/fish",
             {"--no-config", "-c",
              "source " + kCompletions + "/fish/limier-query.fish; complete -C '" + line + "'"},
             setting)
      .out;
}

}  // namespace

TEST_CASE("help, manual page and completions name the same options") {
  const auto [program, page] = GENERATE(table<std::string, std::string>(
      {{indexer(), LIMIER_INDEXER_PAGE}, {searcher(), LIMIER_QUERY_PAGE}}));
  CAPTURE(program);
  const Names names = helped(program);
  CHECK(names.size() > 20);
  CHECK(in_manual(page) == names);
  const std::string file = program.substr(program.rfind('/') + 1);
  const std::string bash = read_file(kCompletions + "/bash/" + file);
  const std::size_t list = bash.find("-W '-h ");
  REQUIRE(list != std::string::npos);
  CHECK(caught(bash.substr(list + 3, bash.find("' --", list) - list - 3),
               "[' ]--?([a-z0-9][a-z0-9-]*)") == names);
  CHECK(caught(read_file(kCompletions + "/zsh/_" + file), "[)*]--?([a-z0-9][a-z0-9-]*)[=\\[]") ==
        names);
  CHECK(caught(read_file(kCompletions + "/fish/" + file + ".fish"),
               " -s ([a-z0-9])(?= )| -l ([a-z-]+)(?= )") == names);
}

TEST_CASE("bash completes options, what they take, and fields") {
  CHECK(bash_offers("query", "limier-query --sy") == "--synonyms\n");
  CHECK(bash_offers("query", "limier-query --format js") == "jsonl\n");
  CHECK(bash_offers("query", "limier-query --format = js") == "jsonl\n");
  CHECK(bash_offers("query", "limier-query --fields path,ti") == "path,title\n");
  CHECK(bash_offers("query", "limier-query ti") == "title:\ntitre:\n");
  CHECK(bash_offers("indexer", "limier-indexer --progress a") == "auto\nalways\n");
}

TEST_CASE("fish completes options, what they take, and fields") {
  CHECK(fish_offers("limier-query --sy").starts_with("--synonyms\t"));
  CHECK(fish_offers("limier-query --format js").starts_with("jsonl\t"));
  CHECK(fish_offers("limier-query --fields path,ti").starts_with("path,title\t"));
  CHECK(fish_offers("limier-query ti") == "title:\ntitre:\n");
}

TEST_CASE("zsh completes options, what they take, and fields") {
  const TempFolder home;
  Setting setting;
  setting.columns = 80;
  setting.types = true;
  setting.environment = {{"HOME", home.path()}, {"ZDOTDIR", home.path()}};
  Process zsh("/usr/bin/zsh", {"-f", "-i"}, setting);
  zsh.write("PS1='ready> '; fpath=(" + kCompletions +
            "/zsh $fpath); autoload -U compinit; compinit -D -u; echo 'all' 'set'\n");
  zsh.wait_for_output("all set");
  const auto [typed, completed] = GENERATE(table<std::string, std::string>(
      {{"limier-query --sy", "limier-query --synonyms"},
       {"limier-query --format js", "limier-query --format jsonl"},
       {"limier-query --fields path,hi", "limier-query --fields path,highlights"},
       {"limier-query auth", "limier-query author:"},
       {"limier-indexer --progress al", "limier-indexer --progress always"}}));
  zsh.wait_for_output("ready> ");
  // At the beginning of the line, for the shell to print what it made of the rest.
  constexpr const char* kHome = "\x01";
  zsh.write(typed + "\t" + kHome + "echo \r");
  zsh.wait_for_output("\n" + completed);
  zsh.signal(SIGKILL);
  zsh.finish();
}

TEST_CASE("completions know every field of the query language") {
  const std::string bash = read_file(kCompletions + "/bash/limier-query");
  for (const auto& field : limier::corpus::kFields) {
    CHECK(contains(bash, std::string(field.name) + ":"));
    CHECK(contains(bash, std::string(field.french) + ":"));
  }
}
