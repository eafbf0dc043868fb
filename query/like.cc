#include "query/like.hh"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "corpus/error.hh"
#include "corpus/store/terms.hh"
#include "query/stored.hh"

namespace limier::query {
namespace {

using corpus::Token;

/// Words that a document is told by. More make a query slower and find the same.
constexpr std::size_t kWords = 25;

/// A word whose inflections are one.
struct Candidate {
  std::map<std::string, std::size_t> spellings;  ///< and how often each occurs
  std::size_t rank = 0;                          ///< among the words by their first occurrence
  double weight = 0;
};

std::map<std::string, Candidate> words_of(const corpus::Record& record, corpus::Chain& chain) {
  std::map<std::string, Candidate> words;
  const auto take = [&](const std::vector<Token>& tokens) {
    for (const Token& token : tokens)
      if (!token.joined && !token.word->stop) {
        Candidate& word =
            words.try_emplace(token.word->stem, Candidate{{}, words.size()}).first->second;
        ++word.spellings[token.word->accented];
      }
  };
  take(chain.analyse(record.title));
  std::vector<Token> tokens = chain.analyse(record.text);
  corpus::drop_set_aside(tokens, record.sentences);
  take(tokens);
  return words;
}

/// (1 + log tf) * log(N / df); 0 for a word that no other document can share.
double weight_of(const std::string& stem, const Candidate& word, const Xapian::Database& database) {
  const double sections = database.get_termfreq(corpus::stem_term(stem));
  if (sections < 2) return 0;
  std::size_t count = 0;
  for (const auto& [spelling, times] : word.spellings) count += times;
  return (1 + std::log(static_cast<double>(count))) * std::log(database.get_doccount() / sections);
}

const std::string& usual_spelling(const Candidate& word) {
  return std::max_element(word.spellings.begin(), word.spellings.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

}  // namespace

Plan make_like_plan(const std::string& name, const Xapian::Database& database,
                    corpus::Chain& chain) {
  const auto record = stored_document(database, name);
  if (!record)
    throw corpus::Error(fmt::format("{}: no such document", name),
                        "name it as results do: by its id, or by its path");
  std::vector<Candidate> words;
  for (auto& [stem, word] : words_of(*record, chain)) {
    word.weight = weight_of(stem, word, database);
    if (word.weight > 0) words.push_back(std::move(word));
  }
  std::sort(words.begin(), words.end(), [](const Candidate& a, const Candidate& b) {
    return std::pair(-a.weight, a.rank) < std::pair(-b.weight, b.rank);
  });
  if (words.size() > kWords) words.resize(kWords);
  // In the order of the document, as neighbours in a query count for more where they are so again.
  std::sort(words.begin(), words.end(),
            [](const Candidate& a, const Candidate& b) { return a.rank < b.rank; });
  const LeafOptions as_spelt{false, false, nullptr};
  LeafMaker leaves(database, chain, as_spelt);
  Plan plan;
  for (const Candidate& word : words) {
    const std::string& spelling = usual_spelling(word);
    const Token token{0, spelling.size(), 0, 1, false, &chain.word(spelling)};
    PlanNode node;
    node.kind = PlanNode::Kind::leaf;
    node.index = plan.leaves.size();
    plan.leaves.push_back(leaves.word({&token, 1}, spelling, false));
    plan.root.children.push_back(std::move(node));
  }
  plan.without = corpus::document_term(corpus::document_key(record->path, record->id));
  return plan;
}

}  // namespace limier::query
