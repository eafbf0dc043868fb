// What is highlighted is what was found, and all of it: held against the terms of Xapian's query.
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/store/terms.hh"
#include "query/compile.hh"
#include "query/live_database.hh"
#include "query/plan.hh"
#include "query/searcher.hh"
#include "query/syntax.hh"
#include "tests/catch.hh"
#include "tests/library.hh"
#include "tests/samples.hh"

using namespace limier::query;
using namespace limier::test;
using limier::corpus::Token;
using limier::corpus::Word;

namespace {

/// Words of the samples as they stand there, with their articles and commas.
std::vector<std::string> pieces() {
  std::vector<std::string> result;
  for (const std::string& sentence : sample_sentences())
    for (std::size_t begin = 0; begin < sentence.size();) {
      const std::size_t end = std::min(sentence.find_first_of(" \n", begin), sentence.size());
      if (end > begin) result.push_back(sentence.substr(begin, end - begin));
      begin = end + 1;
    }
  return result;
}

class Generator {
 public:
  std::string text() {
    std::string result;
    for (std::size_t sentences = 3 + below(8); sentences > 0; --sentences) {
      for (std::size_t words = 4 + below(14); words > 0; --words) result += any(pieces_) + ' ';
      result += "fin. ";
    }
    return result;
  }

  /// One to three words, as they stand in the texts or without accents; or one that begins so.
  std::string query() {
    std::string result;
    const std::string glue = below(4) == 0 ? " OU " : " ";
    for (std::size_t words = 1 + below(3); words > 0; --words)
      result += (result.empty() ? "" : glue) + word();
    return result;
  }

  /// Two to four words that stand side by side in `text`.
  std::string phrase(const std::string& text) {
    const std::vector<Token> tokens = parts_of(text);
    const std::size_t first = below(tokens.size() - 4);
    return text.substr(tokens[first].begin, tokens[first + 1 + below(3)].end - tokens[first].begin);
  }

  static std::vector<Token> parts_of(std::string_view text) {
    std::vector<Token> parts = analyse(text);
    std::erase_if(parts, [](const Token& token) { return token.joined; });
    return parts;
  }

  std::size_t below(std::size_t limit) { return random_() % limit; }

 private:
  const std::string& any(const std::vector<std::string>& from) { return from[below(from.size())]; }

  std::string word() {
    while (true) {
      const std::string piece = any(pieces_);
      const std::vector<Token>& tokens = analyse(piece);
      // A compound is a phrase.
      if (tokens.size() != 1 || tokens[0].word->stop) continue;
      const Word& word = *tokens[0].word;
      switch (below(6)) {
        case 0: return word.folded;
        case 1:
          if (word.folded.size() > 4) return word.folded.substr(0, 4) + "*";
          [[fallthrough]];
        default: return word.accented;
      }
    }
  }

  std::mt19937 random_{3};
  std::vector<std::string> pieces_ = pieces();
};

struct Shelf {
  Library library;
  std::vector<std::string> texts;
};

const Shelf& shelf() {
  static const Shelf& shelf = []() -> const Shelf& {
    static Shelf made;
    Generator generator;
    std::vector<Text> texts;
    for (int i = 0; i < 1000; ++i) {
      made.texts.push_back(generator.text());
      texts.push_back({std::to_string(i), made.texts.back()});
    }
    made.library.add_all(texts);
    return made;
  }();
  return shelf;
}

/// The terms of the words of a query, as Xapian is asked for them.
std::set<std::string> terms_of(const std::string& query, const LiveDatabase& database) {
  static limier::corpus::Chain chain;
  chain.forget_surplus();
  const Plan plan = make_plan(parse_query(query), database.get(), chain, {});
  const Xapian::Query compiled = compile({plan, database.get(), Strictness::any}).query;
  return {compiled.get_terms_begin(), compiled.get_terms_end()};
}

bool is_among(const Word& word, const std::set<std::string>& terms) {
  return terms.contains(limier::corpus::form_term(word)) ||
         (!word.stop && terms.contains(limier::corpus::stem_term(word.stem)));
}

bool is_lit(const Hit& hit, std::size_t begin, std::size_t end) {
  return std::any_of(hit.highlights.begin(), hit.highlights.end(),
                     [&](const Highlight& lit) { return lit.begin <= begin && end <= lit.end; });
}

void check_words(const Hit& hit, const std::string& query, const std::set<std::string>& terms) {
  const std::string& text = hit.record.text;
  for (const Token& token : analyse(text))
    if (token.begin >= hit.begin && token.end <= hit.end && is_among(*token.word, terms) &&
        !is_lit(hit, token.begin, token.end))
      FAIL(query << " leaves out " << text.substr(token.begin, token.end - token.begin) << " in "
                 << bracketed(text, hit.highlights));
  for (const Highlight& lit : hit.highlights) {
    std::size_t covered = 0;
    for (const Token& token : analyse(text.substr(lit.begin, lit.end - lit.begin)))
      if (is_among(*token.word, terms)) covered = std::max(covered, token.end);
    if (covered != lit.end - lit.begin)
      FAIL(query << " lights " << text.substr(lit.begin, lit.end - lit.begin));
  }
}

/// The words of a phrase, with their accents or without.
std::vector<std::string> words_of(const std::vector<Token>& tokens, bool accents) {
  std::vector<std::string> words;
  for (const Token& token : tokens)
    words.push_back(accents ? token.word->accented : token.word->folded);
  return words;
}

void check_phrase(const Hit& hit, const std::string& phrase) {
  const std::string& text = hit.record.text;
  const std::vector<Token> wanted = Generator::parts_of(phrase);
  const std::vector<Token> tokens = Generator::parts_of(text);
  const auto size = std::ssize(wanted);
  for (auto first = tokens.begin(); tokens.end() - first >= size; ++first) {
    const std::vector<Token> stretch(first, first + size);
    const std::size_t begin = stretch.front().begin;
    const std::size_t end = stretch.back().end;
    if (begin >= hit.begin && end <= hit.end && words_of(stretch, true) == words_of(wanted, true) &&
        !is_lit(hit, begin, end))
      FAIL(phrase << " leaves out " << text.substr(begin, end - begin));
  }
  for (const Highlight& lit : hit.highlights) {
    const std::string shown = text.substr(lit.begin, lit.end - lit.begin);
    if (words_of(Generator::parts_of(shown), false) != words_of(wanted, false))
      FAIL(phrase << " lights " << shown);
  }
}

}  // namespace

TEST_CASE("highlights: all words of a passage that the query means, and no others") {
  Searcher searcher({shelf().library.folder()}, {});
  const LiveDatabase database({shelf().library.folder()});
  Generator generator;
  std::size_t hits = 0;
  for (int i = 0; i < 400; ++i) {
    const std::string query = generator.query();
    const std::set<std::string> terms = terms_of(query, database);
    for (const Hit& hit : searcher.search(query, {}).hits) {
      ++hits;
      check_words(hit, query, terms);
    }
  }
  CHECK(hits > 2000);
}

TEST_CASE("highlights: all places of a passage where a phrase stands, and no others") {
  Searcher searcher({shelf().library.folder()}, {});
  Generator generator;
  std::size_t hits = 0;
  for (int i = 0; i < 100; ++i) {
    const std::string phrase =
        generator.phrase(shelf().texts[generator.below(shelf().texts.size())]);
    if (phrase.find_first_of("\"“”«»") != std::string::npos) continue;
    for (const Hit& hit : searcher.search('"' + phrase + '"', {}).hits) {
      ++hits;
      check_phrase(hit, phrase);
    }
  }
  CHECK(hits > 90);
}
