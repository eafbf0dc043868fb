#include "corpus/reading/records.hh"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <xxhash.h>

#include "corpus/date.hh"
#include "corpus/error.hh"
#include "corpus/reading/double_encoding.hh"
#include "corpus/reading/readers.hh"
#include "corpus/utf8.hh"

namespace limier::corpus {
namespace {

constexpr std::size_t kMaxShownIdBytes = 60;

using NamedField = std::pair<std::string_view, Field>;

// What records call their fields; the first name of a field is the one that `--map` knows it by.
constexpr std::array<NamedField, 18> kUsualNames = {{{"id", Field::id},
                                                     {"url", Field::url},
                                                     {"title", Field::title},
                                                     {"titre", Field::title},
                                                     {"text", Field::text},
                                                     {"body", Field::text},
                                                     {"content", Field::text},
                                                     {"texte", Field::text},
                                                     {"contenu", Field::text},
                                                     {"date", Field::date},
                                                     {"source", Field::source},
                                                     {"author", Field::author},
                                                     {"auteur", Field::author},
                                                     {"authors", Field::author},
                                                     {"auteurs", Field::author},
                                                     {"language", Field::language},
                                                     {"lang", Field::language},
                                                     {"langue", Field::language}}};

std::string hash_of(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

/// An id as it may stand in a message.
std::string shown(std::string_view id) {
  if (id.size() <= kMaxShownIdBytes) return one_line(id);
  return one_line(cut_to(id, kMaxShownIdBytes)) + "…";
}

}  // namespace

FieldNames::FieldNames(const std::vector<std::string>& maps) {
  for (const std::string& map : maps) {
    const std::size_t equals = map.find('=');
    const std::string_view field = std::string_view(map).substr(0, equals);
    const auto* const usual =
        std::find_if(kUsualNames.begin(), kUsualNames.end(),
                     [field](const NamedField& name) { return name.first == field; });
    if (usual == kUsualNames.end() || equals == std::string::npos || equals + 1 == map.size())
      throw Error(fmt::format("--map {}: not FIELD=KEY", map),
                  "fields: id, url, title, text, date, source, author, language");
    names_.push_back({map.substr(equals + 1), usual->second});
  }
  for (const auto& [name, field] : kUsualNames) names_.push_back({std::string(name), field});
}

std::size_t FieldNames::find(std::string_view name) const {
  const auto found = std::find_if(names_.begin(), names_.end(),
                                  [name](const Name& other) { return other.name == name; });
  return static_cast<std::size_t>(found - names_.begin());
}

void Values::clear() {
  for (std::string& value : values_) value.clear();
}

std::string Values::take(Field field) {
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const bool says_something = names_.field(i) == field && !trim(values_[i]).empty();
    if (says_something) return std::move(values_[i]);
  }
  return {};
}

void Values::fill(Document& document) {
  document.url = one_line(take(Field::url));
  document.title = one_line(take(Field::title));
  document.date = iso_date(take(Field::date));
  document.source = one_line(take(Field::source));
  document.author = one_line(take(Field::author));
  document.language = one_line(take(Field::language));
}

void Records::add(Values& values, std::string_view raw, std::size_t line) {
  for (std::size_t i = 0; i < values.names().size(); ++i)
    decoding_.double_encoded += repair_double_encoding(values[i]);
  Document document;
  document.body = values.take(Field::text);
  if (document.body.empty()) return sink_.problem(line, "no text");
  document.id = values.take(Field::id);
  values.fill(document);
  if (document.id.empty()) document.id = document.url;
  if (document.id.empty()) document.id = hash_of(raw);
  document.title_in_body = begins_with_line(document.body, document.title);
  document.line_rule = LineRule::record;
  document.line = line;
  // The hash stands for the id, so that a file of millions of records takes little memory.
  const std::uint64_t hash = XXH3_64bits(document.id.data(), document.id.size());
  const auto [first, is_new] = lines_.try_emplace(hash, line);
  if (is_new) return sink_.document(std::move(document));
  sink_.problem(line, fmt::format("duplicate id \"{}\", first on line {}", shown(document.id),
                                  first->second));
}

}  // namespace limier::corpus
