#include "query/stored.hh"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "corpus/error.hh"
#include "corpus/store/terms.hh"
#include "query/naming.hh"

namespace limier::query {
namespace {

using corpus::Record;

/// No path is longer, and so no colon farther on parts one from an id.
constexpr std::size_t kMaxPathBytes = 4096;

/// Of documents that are called alike, so many are named.
constexpr std::size_t kMaxNamed = 5;

Record first_section(const Xapian::Database& database, const std::string& term) {
  return corpus::decode_record(database.get_document(*database.postlist_begin(term)).get_data());
}

/// The document terms that `name` may stand for.
std::vector<std::string> terms_of(const Xapian::Database& database, const std::string& name) {
  std::vector<std::string> terms;
  const auto add = [&](const std::string& key) {
    if (std::string term = corpus::document_term(key); database.term_exists(term))
      terms.push_back(std::move(term));
  };
  if (name.empty() || name.size() > kMaxPathBytes + corpus::kMaxIdBytes) return terms;
  add(database_path(name));
  for (std::size_t at = name.find(':'); at < kMaxPathBytes; at = name.find(':', at + 1))
    if (at > 0 && at + 1 < name.size())
      add(corpus::document_key(database_path(name.substr(0, at)), name.substr(at + 1)));
  const std::string head = corpus::record_term_head(name);
  for (auto term = database.allterms_begin(head); term != database.allterms_end(head); ++term)
    if (first_section(database, *term).id == name) terms.push_back(*term);
  return terms;
}

Record whole(const Xapian::Database& database, const std::string& term) {
  std::map<std::size_t, Record> sections = sections_of(database, term);
  Record result = std::move(sections.begin()->second);
  sections.erase(sections.begin());
  for (const auto& [section, record] : sections) {
    for (const corpus::Sentence& sentence : record.sentences) {
      corpus::Sentence& next = result.sentences.emplace_back(sentence);
      next.begin += result.text.size();
      next.end += result.text.size();
    }
    result.text += record.text;
  }
  result.sections = 1;
  return result;
}

}  // namespace

std::map<std::size_t, Record> sections_of(const Xapian::Database& database,
                                          const std::string& term) {
  std::map<std::size_t, Record> sections;
  for (auto id = database.postlist_begin(term); id != database.postlist_end(term); ++id) {
    Record record = corpus::decode_record(database.get_document(*id).get_data());
    sections.emplace(record.section, std::move(record));
  }
  return sections;
}

std::optional<Record> stored_document(const Xapian::Database& database, const std::string& name) {
  const std::vector<std::string> terms = terms_of(database, name);
  if (terms.size() > 1) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(terms.size(), kMaxNamed); ++i) {
      const Record record = first_section(database, terms[i]);
      names.push_back(record.id.empty() ? shown_path(record)
                                        : fmt::format("{}:{}", shown_path(record), record.id));
    }
    throw corpus::Error(fmt::format("{}: {} documents are called so", name, terms.size()),
                        fmt::format("name one of them: {}{}", fmt::join(names, ", "),
                                    names.size() < terms.size() ? ", …" : ""));
  }
  if (!terms.empty()) return whole(database, terms[0]);
  if (!name.empty() && database.term_exists(corpus::path_term(database_path(name))))
    throw corpus::Error(fmt::format("{}: holds documents and is none", name),
                        "name one of them by its id");
  return std::nullopt;
}

}  // namespace limier::query
