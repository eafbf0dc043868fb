#include "corpus/reading/html_encoding.hh"

#include <algorithm>
#include <array>
#include <cctype>

#include "corpus/reading/converter.hh"

namespace limier::corpus {
namespace {

using namespace std::string_view_literals;

/// Browsers look no further than 1,024 bytes.
constexpr std::size_t kLookedAt = 4096;
constexpr std::size_t kMaxNameBytes = 40;

/// What browsers take for Windows-1252, and what says nothing about bytes that are not UTF-8.
constexpr std::array kSaysNothing = {"iso-8859-1"sv, "iso8859-1"sv, "latin1"sv, "latin-1"sv,
                                     "us-ascii"sv,   "ascii"sv,     "utf-8"sv,  "utf8"sv};

bool is_name_character(unsigned char c) {
  return std::isalnum(c) != 0 || c == '-' || c == '_' || c == ':' || c == '.';
}

/// The value behind `attribute` and an equals sign.
std::string_view value_of(std::string_view tag, std::string_view attribute) {
  const std::size_t found = tag.find(attribute);
  if (found == std::string_view::npos) return {};
  tag.remove_prefix(found + attribute.size());
  tag.remove_prefix(std::min(tag.find_first_not_of(" \t\r\n"), tag.size()));
  if (!tag.starts_with('=')) return {};
  tag.remove_prefix(1);
  tag.remove_prefix(std::min(tag.find_first_not_of(" \t\r\n\"'"), tag.size()));
  const auto* const end = std::find_if_not(tag.begin(), tag.end(), is_name_character);
  return tag.substr(0, static_cast<std::size_t>(end - tag.begin()));
}

std::string_view first_declaration(std::string_view head) {
  for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at + 1)) {
    const std::string_view rest = head.substr(at);
    if (rest.starts_with("<!--")) {
      at = std::min(head.find("-->", at), head.size() - 1);
      continue;
    }
    const std::string_view tag = rest.substr(0, rest.find('>'));
    if (tag.starts_with("<?xml") && !value_of(tag, "encoding").empty())
      return value_of(tag, "encoding");
    if (tag.starts_with("<meta") && !value_of(tag, "charset").empty())
      return value_of(tag, "charset");
  }
  return {};
}

}  // namespace

std::string declared_encoding(std::string_view html) {
  std::string head(html.substr(0, kLookedAt));
  std::transform(head.begin(), head.end(), head.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  std::string name(first_declaration(head));
  const bool says_something =
      !name.empty() && name.size() <= kMaxNameBytes && !name.starts_with("utf-") &&
      std::find(kSaysNothing.begin(), kSaysNothing.end(), name) == kSaysNothing.end();
  return says_something && Converter::exists(name) ? name : std::string();
}

}  // namespace limier::corpus
