#include "indexer/sources.hh"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <system_error>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "corpus/error.hh"
#include "indexer/scan.hh"

namespace limier::indexer {
namespace {

using corpus::Error;

std::string source_path(const std::string& given) {
  return given == kStandardInput ? given : absolute_path(given);
}

/// Where a source lies: a link to a folder is no other folder.
std::string real_path(const std::string& path) {
  if (path == kStandardInput) return path;
  std::error_code error;
  const std::filesystem::path real = std::filesystem::weakly_canonical(path, error);
  return error ? path : real.string();
}

/// The names in a list: one a line, or each before a NUL.
std::vector<std::string> read_names(const Options& options) {
  std::vector<std::string> names;
  if (options.files_from.empty()) return names;
  std::ifstream file;
  const bool standard = options.files_from == kStandardInput;
  if (!standard) file.open(options.files_from);
  std::istream& in = standard ? std::cin : file;
  for (std::string name; std::getline(in, name, options.null ? '\0' : '\n');)
    if (!name.empty()) names.push_back(name);
  if (!in.eof()) throw Error(fmt::format("{}: cannot be read", options.files_from));
  return names;
}

std::vector<Source> given_sources(const Options& options) {
  std::vector<std::string> paths;
  for (const std::string& given : options.sources) paths.push_back(source_path(given));
  for (const std::string& name : read_names(options)) paths.push_back(absolute_path(name));
  std::vector<Source> sources;
  std::unordered_set<std::string> seen;
  for (std::string& path : paths)
    if (seen.insert(real_path(path)).second)
      sources.push_back({std::move(path), options.reading, options.exclude});
  return sources;
}

void forget(const std::string& given, Sources& sources) {
  const std::string path = source_path(given);
  const auto found = std::find_if(sources.known.begin(), sources.known.end(),
                                  [&](const Source& source) { return source.path == path; });
  if (found == sources.known.end())
    throw Error(fmt::format("{}: not a source of this database", given),
                sources.known.empty() ? "it has none"
                                      : fmt::format("it has {}", sources.known.front().path));
  sources.known.erase(found);
  // What lies under another goes with it, and only once.
  std::vector<std::string>& all = sources.forgotten;
  if (std::any_of(all.begin(), all.end(),
                  [&](const std::string& other) { return is_under(path, other); }))
    return;
  std::erase_if(all, [&](const std::string& other) { return is_under(other, path); });
  all.push_back(path);
}

bool is_there(const std::string& path) {
  std::error_code error;
  const auto type = std::filesystem::symlink_status(path, error).type();
  return path == kStandardInput || type != std::filesystem::file_type::not_found;
}

/// What was given replaces what is known, or is added, unless it is mistyped: each later run would
/// miss it. What is known under another name keeps that. Returns what is not remembered.
std::vector<Source> remember_given(Sources& sources) {
  std::vector<Source> mistyped;
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < sources.known.size(); ++i)
    places[real_path(sources.known[i].path)] = i;
  for (Source& source : sources.given) {
    const auto [place, is_new] = places.try_emplace(real_path(source.path), sources.known.size());
    if (is_new) {
      (is_there(source.path) ? sources.known : mistyped).push_back(source);
      continue;
    }
    Source& before = sources.known[place->second];
    source.path = before.path;
    if (before.reading != source.reading) sources.distrusted.insert(source.path);
    before = source;
  }
  return mistyped;
}

}  // namespace

bool Sources::has(const std::string& path) const {
  return std::any_of(given.begin(), given.end(),
                     [&](const Source& source) { return source.path == path; });
}

Sources choose_sources(const Options& options, const std::vector<Source>& known) {
  Sources sources;
  sources.given = given_sources(options);
  sources.known = known;
  for (const std::string& given : options.forget) forget(given, sources);
  const std::vector<Source> mistyped = remember_given(sources);
  const bool takes_all = options.rebuild || (sources.given.empty() && options.forget.empty());
  if (takes_all) {
    sources.given = sources.known;
    sources.given.insert(sources.given.end(), mistyped.begin(), mistyped.end());
  }
  if (sources.given.empty() && options.forget.empty())
    throw Error("no sources", "name a folder or a file to index");
  // A filter may have been uninstalled since: better no run than a failure of each file.
  for (const Source& source : sources.given) check(source.reading);
  sources.changed = sources.known != known;
  return sources;
}

}  // namespace limier::indexer
