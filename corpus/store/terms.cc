#include "corpus/store/terms.hh"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>
#include <xxhash.h>

#include "corpus/utf8.hh"

namespace limier::corpus {
namespace {

/// How much of a long content stays readable in front of its hash.
constexpr std::size_t kReadableBytes = 120;

/// Between the two parts of a record's key.
constexpr char kKeySeparator = '\x1f';

/// So that what tells of it is a printable character.
constexpr std::size_t kMostKept = '~' - '0';

std::string hash_of(std::string_view text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

bool fits_a_term(std::string_view prefix, std::string_view content) {
  return prefix.size() + content.size() <= kMaxTermBytes &&
         content.find('\0') == std::string_view::npos;
}

/// What a term shows of a content that does not fit.
std::string_view readable(std::string_view content) {
  return cut_to(content.substr(0, content.find('\0')), kReadableBytes);
}

/// What makes `folded` accented, as `form_term` says; empty if it does not go so.
std::string accents_between(std::string_view folded, std::string_view accented) {
  std::string accents;
  std::size_t kept = 0;
  std::size_t at = 0;  // in `folded`
  for (std::size_t i = 0; i < accented.size() && at < folded.size();) {
    const std::size_t end = code_point_at(accented, i).end;
    const std::string_view letter = accented.substr(i, end - i);
    i = end;
    if (folded.substr(at).starts_with(letter)) {
      kept += letter.size();
      at += letter.size();
      continue;
    }
    if (kept > kMostKept) return {};
    accents += static_cast<char>('0' + kept);
    accents += letter;
    kept = 0;
    ++at;
  }
  return accents;
}

std::string with_accents(std::string_view folded, std::string_view accents) {
  std::string accented;
  std::size_t at = 0;  // in `folded`
  for (std::size_t i = 0; i < accents.size() && at < folded.size();) {
    const auto kept = static_cast<std::size_t>(accents[i] - '0');
    const std::size_t end = i + 1 < accents.size() ? code_point_at(accents, i + 1).end : i + 1;
    accented += folded.substr(at, kept);
    accented += accents.substr(i + 1, end - i - 1);
    at += kept + 1;
    i = end;
  }
  return accented += folded.substr(std::min(at, folded.size()));
}

}  // namespace

std::string make_term(std::string_view prefix, std::string_view content) {
  if (fits_a_term(prefix, content)) return std::string(prefix).append(content);
  return fmt::format("{}{}#{}", prefix, readable(content), hash_of(content));
}

std::string stem_term(std::string_view stem) { return make_term({}, stem) += kStemMark; }

bool is_form(std::string_view term) { return !term.ends_with(kStemMark); }

std::string form_term(const Word& word) {
  if (word.folded == word.accented) return make_term({}, word.folded);
  const std::string accents = accents_between(word.folded, word.accented);
  std::string term = word.folded + kFormSeparator;
  if (with_accents(word.folded, accents) == word.accented) term += accents;
  else (term += kFormSeparator) += word.accented;
  return make_term({}, term);
}

std::string accented_of(std::string_view form) {
  const auto separator = form.find(kFormSeparator);
  if (separator == std::string_view::npos) return std::string(form);
  const std::string_view rest = form.substr(separator + 1);
  if (rest.starts_with(kFormSeparator)) return std::string(rest.substr(1));
  return with_accents(form.substr(0, separator), rest);
}

std::string pair_term(std::string_view prefix, std::string_view left, std::string_view right) {
  std::string term = fmt::format("{}{}{}{}", prefix, left, kFormSeparator, right);
  return term.size() <= kMaxTermBytes ? term : std::string();
}

std::string document_key(std::string_view path, std::string_view id) {
  if (id.empty()) return std::string(path);
  return fmt::format("{}{}{:016x}", id, kKeySeparator, XXH3_64bits(path.data(), path.size()));
}

std::string document_term(std::string_view key) { return make_term(prefixes::kDocument, key); }

std::size_t shard_of(std::string_view key, std::size_t shards) {
  return XXH3_64bits(key.data(), key.size()) % shards;
}

std::string record_term_head(std::string_view id) {
  // Any path makes a key of this length.
  if (fits_a_term(prefixes::kDocument, document_key({}, id)))
    return fmt::format("{}{}{}", prefixes::kDocument, id, kKeySeparator);
  return fmt::format("{}{}#", prefixes::kDocument, readable(id));
}

std::string path_term(std::string_view path) { return make_term(find_field("path")->prefix, path); }

}  // namespace limier::corpus
