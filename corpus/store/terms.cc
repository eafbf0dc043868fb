#include "corpus/store/terms.hh"

#include <fmt/format.h>
#include <xxhash.h>

#include "corpus/utf8.hh"

namespace limier::corpus {
namespace {

/// How much of a long content stays readable in front of its hash.
constexpr std::size_t kReadableBytes = 120;

/// Between the two parts of a record's key.
constexpr char kKeySeparator = '\x1f';

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

}  // namespace

std::string make_term(std::string_view prefix, std::string_view content) {
  if (fits_a_term(prefix, content)) return std::string(prefix).append(content);
  return fmt::format("{}{}#{}", prefix, readable(content), hash_of(content));
}

std::string stem_term(const Word& word) { return make_term(prefixes::kStem, word.stem); }

std::string form_term(const Word& word) {
  if (word.folded == word.accented) return make_term({}, word.folded);
  return make_term({}, word.folded + kFormSeparator + word.accented);
}

std::string_view accented_of(std::string_view form) {
  const auto separator = form.find(kFormSeparator);
  return separator == std::string_view::npos ? form : form.substr(separator + 1);
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

std::string record_term_head(std::string_view id) {
  // Any path makes a key of this length.
  if (fits_a_term(prefixes::kDocument, document_key({}, id)))
    return fmt::format("{}{}{}", prefixes::kDocument, id, kKeySeparator);
  return fmt::format("{}{}#", prefixes::kDocument, readable(id));
}

std::string path_term(std::string_view path) { return make_term(find_field("path")->prefix, path); }

}  // namespace limier::corpus
