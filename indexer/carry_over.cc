#include "indexer/carry_over.hh"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "corpus/error.hh"
#include "corpus/store/database.hh"
#include "corpus/store/record.hh"
#include "corpus/store/terms.hh"

namespace limier::indexer {
namespace {

/// The document whose sections are stored under `term`.
corpus::Document restore(const Xapian::Database& old, const std::string& term) {
  std::vector<corpus::Record> sections;
  for (auto id = old.postlist_begin(term); id != old.postlist_end(term); ++id)
    sections.push_back(corpus::decode_record(old.get_document(*id).get_data()));
  std::sort(sections.begin(), sections.end(),
            [](const auto& a, const auto& b) { return a.section < b.section; });
  corpus::Document document;
  for (const corpus::Record& section : sections) document.body += section.text;
  corpus::Record& first = sections.front();
  document.id = std::move(first.id);
  document.title = std::move(first.title);
  // What the text gave it will give again.
  if (!first.date_from_text) document.date = std::move(first.date);
  document.source = std::move(first.source);
  document.author = std::move(first.author);
  document.url = std::move(first.url);
  document.language = std::move(first.language);
  document.title_in_body = first.title_in_body;
  document.line_rule = first.line_rule;
  document.line = first.line;
  return document;
}

}  // namespace

bool can_carry_over(const Xapian::Database& old) {
  return old.get_metadata(corpus::kSchemaKey) == corpus::kSchemaVersion;
}

std::uint64_t carry_over(const Xapian::Database& old, const std::string& path,
                         const std::unordered_set<std::string>& except, Writer& writer) {
  const std::string below = corpus::path_term(path);
  if (!old.term_exists(below)) return 0;
  if (!can_carry_over(old))
    throw corpus::Error(
        fmt::format("{}: cannot be read, and what schema {} holds of it neither",
                    path == kStandardInput ? "standard input" : path,
                    old.get_metadata(corpus::kSchemaKey)),
        "give it again while rebuilding, or drop its source: --rebuild --forget SOURCE");
  std::uint64_t documents = 0;
  for (auto id = old.postlist_begin(below); id != old.postlist_end(below); ++id) {
    const corpus::Record record = corpus::decode_record(old.get_document(*id).get_data());
    const std::string key = corpus::document_key(record.path, record.id);
    if (record.section != 0 || except.contains(key)) continue;
    writer.add(restore(old, corpus::document_term(key)), record.path);
    ++documents;
  }
  return documents;
}

}  // namespace limier::indexer
