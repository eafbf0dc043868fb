// A collection in shards, here or on other machines, answers as if it were one database.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <memory>
#include <random>
#include <regex>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "corpus/reading/decode.hh"
#include "tests/catch.hh"
#include "tests/programs/shards.hh"
#include "tests/programs/support.hh"

namespace {

using namespace limier::tests;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

constexpr std::size_t kShards = 4;

/// Draws from the sample texts: the same in every run.
class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {
    for (const auto& file : std::filesystem::recursive_directory_iterator(LIMIER_SAMPLES "/texts"))
      if (file.path().extension() == ".txt") files_.push_back(file.path());
    std::sort(files_.begin(), files_.end());
    for (const std::string& file : files_)
      for (const std::string& line : lines_of(read_file(file)))
        if (words_of(line).size() > 5 && limier::corpus::is_valid_utf8(line))
          lines_.push_back(line);
  }

  std::size_t below(std::size_t limit) { return random_() % limit; }
  const std::string& line() { return lines_[below(lines_.size())]; }

  /// Words that stand one after the other.
  Words words(std::size_t count) {
    const Words all = words_of(line());
    const std::size_t first = below(all.size() - std::min(count, all.size()) + 1);
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(first);
    return {begin, begin + static_cast<std::ptrdiff_t>(std::min(count, all.size()))};
  }
  /// A word of some length, to be cut or misspelt.
  std::string long_word() {
    while (true)
      if (std::string word = words(1)[0]; word.size() > 6 && is_plain(word)) return word;
  }

 private:
  static bool is_plain(const std::string& word) {
    return std::all_of(word.begin(), word.end(), [](unsigned char c) { return std::islower(c); });
  }
  static Words words_of(const std::string& line) {
    Words words;
    std::string word;
    for (const char c : line + ' ') {
      const bool inside = std::isalpha(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0;
      if (inside) word += c;
      else if (!word.empty()) words.push_back(std::exchange(word, {}));
    }
    // French quotation marks and dashes are no part of words.
    std::erase_if(words, [](const std::string& w) {
      return w.find('\xc2') != std::string::npos || w.find('\xe2') != std::string::npos;
    });
    return words;
  }

  std::mt19937 random_;
  std::vector<std::string> files_;
  std::vector<std::string> lines_;
};

std::string joined(const Words& words) { return fmt::format("{}", fmt::join(words, " ")); }

std::string without_accents(std::string text) {
  for (const auto& [accented, plain] : std::vector<std::pair<std::string, std::string>>{{"é", "e"},
                                                                                        {"è", "e"},
                                                                                        {"ê", "e"},
                                                                                        {"à", "a"},
                                                                                        {"â", "a"},
                                                                                        {"ç", "c"},
                                                                                        {"ô", "o"},
                                                                                        {"î", "i"},
                                                                                        {"û", "u"},
                                                                                        {"ù", "u"}})
    for (std::size_t at = text.find(accented); at != std::string::npos; at = text.find(accented))
      text.replace(at, accented.size(), plain);
  return text;
}

/// Articles that are put together from lines of the samples: some are long, some are alike, some
/// have no date.
std::string articles() {
  Draw draw(7);
  std::string all;
  std::string body;
  for (int i = 0; i < 400; ++i) {
    const std::size_t lines = i % 40 == 0 ? 60 : 2 + draw.below(8);
    if (i % 17 != 1) {
      body.clear();
      for (std::size_t j = 0; j < lines; ++j) body += draw.line() + (j % 4 == 3 ? "\n\n" : " ");
    }
    Json record = {{"id", fmt::format("a{:03}", i)},
                   {"title", joined(draw.words(4))},
                   {"source", fmt::format("Gazette {}", draw.words(1)[0])},
                   {"author", draw.words(1)[0]},
                   {"text", body}};
    if (i % 5 > 0)
      record["date"] = fmt::format("20{:02}-{:02}-{:02}", 10 + draw.below(10), 1 + draw.below(12),
                                   1 + draw.below(28));
    all += record.dump() + "\n";
  }
  return all;
}

/// The same collection three times: as one database, in shards here, and behind servers.
struct Collection {
  Workshop workshop;
  std::vector<std::unique_ptr<Server>> servers;

  Collection() {
    workshop.write("articles.jsonl", articles());
    const std::string texts = LIMIER_SAMPLES "/texts";
    const Result made = workshop.index({texts, "articles.jsonl"});
    if (made.code != 0) throw std::runtime_error(made.err);
    const Arguments arguments = {"-d",  workshop / "local", "--shards", std::to_string(kShards),
                                 texts, "articles.jsonl"};
    const Result spread = run(indexer(), arguments, workshop.setting());
    if (spread.code != 0) throw std::runtime_error(spread.err);
    std::vector<std::string> remote;
    for (std::size_t i = 1; i <= kShards; ++i) {
      const std::string shard = fmt::format("local/generation-000001/shard-{:03}", i);
      servers.push_back(std::make_unique<Server>(workshop / shard));
      remote.push_back(servers.back()->line());
    }
    write_stub(workshop, "remote", remote);
  }

  [[nodiscard]] Result ask(const std::string& database, const Arguments& arguments,
                           const std::string& input = {}) const {
    Setting setting = workshop.setting();
    setting.input = input;
    Arguments all = {"-d", workshop / database};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return run(searcher(), all, setting);
  }
};

const Collection& collection() {
  static const Collection made;
  return made;
}

/// What shards may estimate otherwise.
bool is_estimate(const Json& line, const std::string& key) {
  return key == "documents" && line.contains("exact") && !line.at("exact").get<bool>();
}

/// How far two answers are from each other.
struct Difference {
  std::string first;  ///< that is no mere difference of scores; empty: there is none
  double score = 0;   ///< the greatest, relative

  void compare(const Json& a, const Json& b) {
    if (a.is_number_float() && b.is_number_float()) {
      const auto x = a.get<double>();
      const auto y = b.get<double>();
      if (x != y) score = std::max(score, std::abs(x - y) / std::max(std::abs(x), std::abs(y)));
    } else if (a.is_structured() && a.type() == b.type() && a.size() == b.size()) {
      for (auto x = a.begin(), y = b.begin(); x != a.end(); ++x, ++y) {
        if (a.is_object() && (x.key() == "seconds" || is_estimate(a, x.key()))) continue;
        if (a.is_object() && x.key() != y.key()) first += x.key() + " ";
        compare(*x, *y);
      }
    } else if (a != b && first.empty()) {
      first = a.dump() + " is not " + b.dump();
    }
  }
};

Difference difference(const Result& one, const Result& other) {
  Difference result;
  const auto lines = lines_of(one.out);
  const auto others = lines_of(other.out);
  if (one.code != other.code || !other.err.empty())
    result.first = fmt::format("{} {} {}", one.code, other.code, other.err);
  for (std::size_t i = 0; i < std::max(lines.size(), others.size()) && result.first.empty(); ++i) {
    if (i >= lines.size() || i >= others.size()) result.first = "more or fewer lines";
    else result.compare(Json::parse(lines[i]), Json::parse(others[i]));
    if (!result.first.empty())
      result.first = fmt::format("{}: {}\n{}\n{}", i, result.first, lines[i], others[i]);
  }
  return result;
}

/// A kind of query: how one is drawn, and with which options they are asked.
struct Kind {
  std::string name;
  std::string (*draw)(Draw&);
  Arguments options;
};

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {
      {"words", [](Draw& d) { return joined(d.words(3)); }, {}},
      {"many words", [](Draw& d) { return joined(d.words(8)); }, {"--match", "any"}},
      {"without accents", [](Draw& d) { return without_accents(joined(d.words(3))); }, {}},
      {"misspelt",
       [](Draw& d) {
         std::string w = d.long_word();
         w.erase(3, 1);
         return w;
       },
       {}},
      {"phrases", [](Draw& d) { return '"' + joined(d.words(4)) + '"'; }, {}},
      {"exact words", [](Draw& d) { return '"' + d.long_word() + '"'; }, {}},
      {"alternatives", [](Draw& d) { return joined(d.words(2)) + " OU " + d.long_word(); }, {}},
      {"exclusions", [](Draw& d) { return d.long_word() + " SAUF " + d.long_word(); }, {}},
      {"prefixes", [](Draw& d) { return d.long_word().substr(0, 3) + "*"; }, {}},
      {"neighbours", [](Draw& d) { return d.long_word() + " NEAR/5 " + d.words(1)[0]; }, {}},
      {"fields", [](Draw& d) { return "titre:" + d.words(1)[0] + " source:gazette"; }, {}},
      {"dates", [](Draw& d) { return joined(d.words(2)) + " date:2012..2016"; }, {}},
      {"the newest", [](Draw& d) { return d.long_word(); }, {"--sort", "date", "-n", "20"}},
      {"sources", [](Draw& d) { return d.words(1)[0]; }, {"--facets", "source"}},
      {"years", [](Draw& d) { return d.words(1)[0]; }, {"--facets", "year"}},
      {"reasons", [](Draw& d) { return joined(d.words(2)); }, {"--explain", "-n", "3"}},
      {"passages", [](Draw& d) { return joined(d.words(2)); }, {"--per-document", "3", "-n", "3"}},
      {"copies", [](Draw& d) { return joined(d.words(2)); }, {"--all-copies", "-n", "30"}},
  };
  return all;
}

/// Asks so many queries of a kind of all three.
void check_kind(const Kind& kind, std::size_t count) {
  Draw draw(static_cast<unsigned>(11 + kind.name.size()));
  std::string batch;
  for (std::size_t i = 0; i < count; ++i) batch += kind.draw(draw) + "\n";
  Arguments arguments = {"--format", "jsonl", "--batch", "-"};
  arguments.insert(arguments.end(), kind.options.begin(), kind.options.end());
  const Result whole = collection().ask("db", arguments, batch);
  REQUIRE(whole.code == 0);
  for (const char* shards : {"local", "remote"}) {
    const Difference found = difference(whole, collection().ask(shards, arguments, batch));
    CAPTURE(kind.name, shards, found.first);
    CHECK(found.first.empty());
    CHECK(found.score < 1e-9);
  }
}

/// Asks what no batch can, so many times, of all three.
void check_like(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const Arguments arguments = {"--like", fmt::format("a{:03}", i), "--format", "jsonl"};
    const Result whole = collection().ask("db", arguments);
    for (const char* shards : {"local", "remote"}) {
      const Difference found = difference(whole, collection().ask(shards, arguments));
      CAPTURE(i, shards, found.first);
      CHECK(found.first.empty());
      CHECK(found.score < 1e-9);
    }
  }
}

/// What stands on standard error without the time that it took.
std::string without_times(const std::string& text) {
  return std::regex_replace(text, std::regex("[0-9]+ ms"), "");
}

/// Counts, and reasons why nothing was found, so many of all three.
void check_text(std::size_t count) {
  Draw draw(3);
  std::string batch;
  for (std::size_t i = 0; i < count; ++i)
    batch +=
        fmt::format("{}\n{} {}xyz\n", joined(draw.words(3)), draw.long_word(), draw.long_word());
  for (const Arguments& options : {Arguments{"-c"}, {"--match", "all", "-n", "2"}}) {
    Arguments arguments = {"--batch", "-"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Result whole = collection().ask("db", arguments, batch);
    for (const char* shards : {"local", "remote"}) {
      const Result found = collection().ask(shards, arguments, batch);
      CHECK(found.out == whole.out);
      CHECK(without_times(found.err) == without_times(whole.err));
    }
  }
}

}  // namespace

TEST_CASE("shards find what is like a document, count and explain as one database does") {
  check_like(10);
  check_text(10);
}

TEST_CASE("shards, here or behind servers, answer each kind of query as one database does") {
  for (const Kind& kind : kinds()) check_kind(kind, 10);
}

TEST_CASE("100 queries of each kind have the same answers over shards", "[.slow]") {
  for (const Kind& kind : kinds()) check_kind(kind, 100);
  check_like(100);
  check_text(100);
}
