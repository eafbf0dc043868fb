// What a build and a query do most, each by itself. Each counts what it made, and ends the program
// when that is not what it must be: a benchmark of something else says nothing.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <xapian.h>

#include "corpus/french/chain.hh"
#include "corpus/french/sentences.hh"
#include "corpus/store/record.hh"
#include "corpus/store/sections.hh"
#include "query/matcher.hh"
#include "query/passage.hh"
#include "query/presenter.hh"
#include "query/render.hh"
#include "tests/samples.hh"

namespace {

using namespace limier;

constexpr std::string_view kSought = "La zythologie de l’époque réunissait les brasseurs.";
constexpr std::size_t kSentencesBetween = 12;
const std::vector<query::Near> kNoNears;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "micro_benchmarks: not so: %s\n", what);
  std::exit(1);
}

/// The sample sentences, with the one that is sought after so many others, and how often.
struct Text {
  std::string text;
  std::size_t sentences = 0;
  std::size_t sought = 0;
};

const Text& sample() {
  static const Text all = [] {
    Text made;
    for (const std::string& sentence : test::sample_sentences()) {
      made.text.append(sentence).append(made.sentences % 5 == 4 ? "\n\n" : " ");
      if (++made.sentences % kSentencesBetween != 0) continue;
      made.text.append(kSought).append("\n\n");
      ++made.sentences;
      ++made.sought;
    }
    return made;
  }();
  return all;
}

const std::vector<corpus::Record>& sections() {
  static const std::vector<corpus::Record> made = [] {
    corpus::Document document;
    document.body = sample().text;
    return corpus::make_sections(document, "/textes/exemples.txt");
  }();
  return made;
}

/// `zythologie réunit`, as a plan has them.
const std::vector<query::Leaf>& leaves() {
  static const std::vector<query::Leaf> made = [] {
    corpus::Chain chain;
    std::vector<query::Leaf> words;
    for (const char* typed : {"zythologie", "réunit"}) {
      query::Way way;
      way.slots.push_back({chain.word(typed), {chain.word(typed).stem}, false, false, false, {}});
      way.idf = 3;
      query::Leaf& leaf = words.emplace_back();
      leaf.typed = typed;
      leaf.ways.push_back(way);
      leaf.idf = leaf.typed_idf = way.idf;
    }
    return words;
  }();
  return made;
}

/// Each section with its matches.
struct Found {
  const corpus::Record* section;
  std::vector<query::Match> matches;
};

std::vector<Found> find(query::Matcher& matcher) {
  std::vector<Found> all;
  for (const corpus::Record& section : sections())
    all.push_back({&section, matcher.matches(section)});
  return all;
}

/// The same, found once.
const std::vector<Found>& found() {
  static const std::vector<Found> made = [] {
    corpus::Chain chain;
    query::Matcher matcher(leaves(), kNoNears, chain);
    return find(matcher);
  }();
  return made;
}

std::size_t count_of(const std::vector<Found>& all) {
  std::size_t count = 0;
  for (const Found& of : all) count += of.matches.size();
  return count;
}

void count_bytes(benchmark::State& state) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(sample().text.size()));
}

void sentences(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state) {
    for (const corpus::Record& section : sections())
      require(corpus::sentences(section.text).size() == section.sentences.size(),
              "a section has the sentences that are stored with it");
  }
  count_bytes(state);
}

void chain_of_new_words(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state) {
    corpus::Chain chain;
    require(chain.analyse(sample().text).size() > sample().sentences * 5, "sentences have words");
  }
  count_bytes(state);
}

void chain_of_known_words(benchmark::State& state) {
  corpus::Chain chain;
  const std::size_t words = chain.analyse(sample().text).size();
  for ([[maybe_unused]] auto _ : state)
    require(chain.analyse(sample().text).size() == words, "the same text has the same words");
  count_bytes(state);
}

void xapian_documents(benchmark::State& state) {
  corpus::Chain chain;
  for ([[maybe_unused]] auto _ : state) {
    std::size_t sought = 0;
    for (const corpus::Record& section : sections()) {
      const Xapian::Document document = corpus::make_xapian_document(section, chain);
      Xapian::TermIterator term = document.termlist_begin();
      term.skip_to("zythologie");
      if (term != document.termlist_end() && *term == "zythologie") sought += term.get_wdf();
    }
    require(sought == sample().sought, "the sought word stands where it was put");
  }
  count_bytes(state);
}

void record_encoding(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state)
    for (const corpus::Record& section : sections())
      require(corpus::encode_record(section).size() > section.text.size(), "a record has its text");
  count_bytes(state);
}

void record_decoding(benchmark::State& state) {
  std::vector<std::string> encoded;
  for (const corpus::Record& section : sections()) encoded.push_back(encode_record(section));
  for ([[maybe_unused]] auto _ : state) {
    std::size_t size = 0;
    for (const std::string& bytes : encoded) size += corpus::decode_record(bytes).text.size();
    require(size == sample().text.size(), "all of the text comes back");
  }
  count_bytes(state);
}

void matching(benchmark::State& state) {
  corpus::Chain chain;
  query::Matcher matcher(leaves(), kNoNears, chain);
  for ([[maybe_unused]] auto _ : state)
    require(count_of(find(matcher)) >= 2 * sample().sought, "both words match wherever they stand");
  count_bytes(state);
}

void passages(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state)
    for (const auto& [section, matches] : found()) {
      const query::Passage best = query::best_passage(*section, leaves(), matches);
      const std::string_view text(section->text);
      require(text.substr(best.begin, best.end - best.begin).find("zythologie") !=
                  std::string_view::npos,
              "the passage has the word that each section holds");
    }
  count_bytes(state);
}

void highlighting(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state)
    for (const auto& [section, matches] : found()) {
      const auto highlights = query::highlights_within(matches, 0, section->text.size());
      require(highlights.size() == matches.size(), "each word that matches is highlighted");
      const std::string shown = query::render_text(section->text, highlights, 80, true);
      require(shown.size() > section->text.size(), "colours are added");
    }
  count_bytes(state);
}

BENCHMARK(sentences)->Unit(benchmark::kMicrosecond);
BENCHMARK(chain_of_new_words)->Unit(benchmark::kMicrosecond);
BENCHMARK(chain_of_known_words)->Unit(benchmark::kMicrosecond);
BENCHMARK(xapian_documents)->Unit(benchmark::kMicrosecond);
BENCHMARK(record_encoding)->Unit(benchmark::kMicrosecond);
BENCHMARK(record_decoding)->Unit(benchmark::kMicrosecond);
BENCHMARK(matching)->Unit(benchmark::kMicrosecond);
BENCHMARK(passages)->Unit(benchmark::kMicrosecond);
BENCHMARK(highlighting)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
