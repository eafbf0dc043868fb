#include "query/phrases.hh"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "corpus/store/fields.hh"
#include "corpus/store/terms.hh"

namespace limier::query {
namespace {

using Xapian::Query;

/// Of so many sections with all words of a phrase, one is expected to hold the phrase, as Xapian
/// expects it of its own.
constexpr Xapian::doccount kExpected = 4;

/// Sections whose word order is fetched from servers, at most.
constexpr Xapian::doccount kMaxFetched = 1000;

/// The sections of a local database in which a phrase stands, of those that hold a form of each of
/// its words.
class PhraseSource : public Xapian::ValuePostingSource {
 public:
  explicit PhraseSource(corpus::Phrase phrase)
      : ValuePostingSource(corpus::kWordOrderSlot), phrase_(std::move(phrase)) {}

  [[nodiscard]] PhraseSource* clone() const override { return new PhraseSource(phrase_); }

  void init(const Xapian::Database& database) override {
    ValuePostingSource::init(database);
    set_termfreq_min(0);
    set_termfreq_est(database.get_doccount() / kExpected);
    sections_.clear();
  }

  void next(double min_weight) override {
    ValuePostingSource::next(min_weight);
    find_next(min_weight);
  }

  void skip_to(Xapian::docid id, double min_weight) override {
    ValuePostingSource::skip_to(id, min_weight);
    find_next(min_weight);
  }

  bool check(Xapian::docid id, double min_weight) override {
    return ValuePostingSource::check(id, min_weight) && (at_end() || stands_here());
  }

 private:
  void find_next(double min_weight) {
    while (!at_end() && !stands_here()) ValuePostingSource::next(min_weight);
  }

  bool stands_here() {
    return phrase_.stands_in(get_value(), [&](const std::string& term) { return holds(term); });
  }

  bool holds(const std::string& term) {
    const Xapian::PostingIterator end;
    const auto [known, is_new] = sections_.try_emplace(term);
    Xapian::PostingIterator& section = known->second;
    if (is_new) section = get_database().postlist_begin(term);
    if (section != end) section.skip_to(get_docid());
    return section != end && *section == get_docid();
  }

  corpus::Phrase phrase_;
  std::map<std::string, Xapian::PostingIterator> sections_;  ///< of each form, from here on
};

InOrder look_up(const Query& words, const corpus::Phrase& phrase,
                const Xapian::Database& database) {
  Xapian::Enquire enquire(database);
  enquire.set_query(words);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  const Xapian::MSet found = enquire.get_mset(0, kMaxFetched);
  if (found.size() == kMaxFetched) return {words, false};
  found.fetch();
  std::set<std::string> with;
  std::set<std::string> without;
  for (auto at = found.begin(); at != found.end(); ++at) {
    const Xapian::Document section = at.get_document();
    (phrase.stands_in(section) ? with : without).insert(section.get_value(corpus::kDocumentSlot));
  }
  InOrder result;
  std::vector<Query> documents;
  for (const std::string& key : with) {
    documents.emplace_back(corpus::document_term(key));
    result.is_exact = result.is_exact && !without.contains(key);
  }
  if (documents.empty()) result.query = Query::MatchNothing;
  else result.query = {Query::OP_FILTER, words, {Query::OP_OR, documents.begin(), documents.end()}};
  return result;
}

}  // namespace

InOrder in_order(const Query& words, const corpus::Phrase& phrase, const Xapian::Database& database,
                 bool remote) {
  if (remote) return look_up(words, phrase, database);
  PhraseSource source(phrase);
  return {{Query::OP_FILTER, words, Query(&source)}, true};
}

}  // namespace limier::query
