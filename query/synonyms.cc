#include "query/synonyms.hh"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "corpus/error.hh"
#include "corpus/french/acronyms.hh"
#include "corpus/reading/decode.hh"

namespace limier::query {
namespace {

/// Members of all groups of one word, at most: a query grows by each.
constexpr std::size_t kMaxOthers = 20;

constexpr std::string_view kBlank = " \t\n";

std::vector<std::string> members_of(std::string_view line) {
  std::vector<std::string> members;
  while (!line.empty()) {
    const std::string_view member = line.substr(0, line.find(','));
    line.remove_prefix(std::min(line.size(), member.size() + 1));
    const auto first = member.find_first_not_of(kBlank);
    if (first == std::string_view::npos) continue;
    members.emplace_back(member.substr(first, member.find_last_not_of(kBlank) + 1 - first));
  }
  return members;
}

}  // namespace

Synonyms::Synonyms(const std::string& path, corpus::Chain& chain) {
  std::ifstream in(path);
  if (!in) throw corpus::Error(fmt::format("{}: {}", path, std::strerror(errno)));
  if (std::error_code ignored; std::filesystem::is_directory(path, ignored))
    throw corpus::Error(fmt::format("{}: is a folder", path));
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    const std::string text = corpus::decode(line.substr(0, line.find('#'))).text;
    const std::vector<std::string> members = members_of(text);
    if (members.empty()) continue;
    const auto fail = [&](std::string_view reason) {
      throw corpus::Error(fmt::format("{}, line {}: {}", path, number, reason),
                          "write a group a line: word, other word, several words");
    };
    if (members.size() < 2) fail("a group needs two members, separated by a comma");
    for (const std::string& member : members) {
      const std::string words = corpus::long_form_of(member, chain);
      if (words.empty()) fail("a member without a word");
      std::vector<std::string>& others = others_[words];
      for (const std::string& other : members)
        if (other != member && std::find(others.begin(), others.end(), other) == others.end())
          others.push_back(other);
      if (others.size() > kMaxOthers)
        fail(fmt::format("{} has more than {} synonyms", member, kMaxOthers));
    }
  }
}

const std::vector<std::string>& Synonyms::of(const std::string& words) const {
  static const std::vector<std::string> kNone;
  const auto found = others_.find(words);
  return found == others_.end() ? kNone : found->second;
}

}  // namespace limier::query
