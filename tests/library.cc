#include "tests/library.hh"

#include <algorithm>

#include "corpus/store/generation.hh"

namespace limier::test {

using query::Hit;
using query::SearchOptions;

corpus::Document text(std::string body, std::string title) {
  corpus::Document document;
  document.body = std::move(body);
  document.title = std::move(title);
  return document;
}

Library::Library() : database_(folder_.path()) {
  const std::string generation = database_.next();
  corpus::create_generation(database_.generation_path(generation));
  database_.publish(generation);
}

indexer::Writer Library::open() const { return limier::indexer::Writer(database_, {}); }

void Library::add_all(const std::vector<Text>& texts) const {
  auto writer = open();
  for (const Text& each : texts) writer.add(text(each.body), "/presse/" + each.name);
  writer.finish();
}

void Library::add(const std::string& path, const corpus::Document& document) const {
  auto writer = open();
  writer.add(document, path);
  writer.finish();
}

query::Answer Library::search(std::string_view query, const SearchOptions& options) const {
  return query::Searcher({folder()}, {}).search(query, options);
}

std::string Library::found(std::string_view query, const SearchOptions& options) const {
  const auto [outcome, hits] = search(query, options);
  std::string names = outcome.relaxed ? "~" : "";
  for (const Hit& hit : hits) {
    if (&hit != hits.data()) names += ' ';
    names += hit.record.path.substr(hit.record.path.rfind('/') + 1);
  }
  return names;
}

std::string Library::all(std::string_view query, SearchOptions options) const {
  options.all_copies = true;
  std::vector<std::string> names;
  for (const Hit& hit : search(query, options).hits)
    names.push_back(hit.record.path.substr(hit.record.path.rfind('/') + 1));
  std::sort(names.begin(), names.end());
  std::string result;
  for (const std::string& name : names) result += (result.empty() ? "" : " ") + name;
  return result;
}

std::string Library::lit(std::string_view query) const {
  const auto hits = search(query).hits;
  if (hits.empty()) return {};
  return bracketed(hits[0].record.text, hits[0].highlights).substr(hits[0].begin);
}

SearchOptions as_typed() {
  SearchOptions options;
  options.as_typed = true;
  options.count_all = true;
  return options;
}

SearchOptions with(query::MatchMode mode) {
  SearchOptions options;
  options.match = mode;
  return options;
}

SearchOptions with_copies() {
  SearchOptions options;
  options.all_copies = true;
  return options;
}

std::string paragraphs(int count) {
  std::string body;
  for (int i = 0; i < count; ++i) {
    for (int k = 0; k < 10; ++k) body += "La marée monte le long du quai où dort le bateau. ";
    body += "\n\n";
  }
  return body;
}

}  // namespace limier::test
