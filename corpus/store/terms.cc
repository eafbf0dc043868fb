#include "corpus/store/terms.hh"

#include <fmt/format.h>
#include <xxhash.h>

#include "corpus/utf8.hh"

namespace limier::corpus {
namespace {

/// How much of a long content stays readable in front of its hash.
constexpr std::size_t kReadableBytes = 120;

std::string hash_of(std::string_view text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace

std::string make_term(std::string_view prefix, std::string_view content) {
  std::string term(prefix);
  if (prefix.size() + content.size() <= kMaxTermBytes &&
      content.find('\0') == std::string_view::npos)
    return term += content;
  const std::string_view readable = cut_to(content.substr(0, content.find('\0')), kReadableBytes);
  return fmt::format("{}{}#{}", prefix, readable, hash_of(content));
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
  return fmt::format("{}\x1f{:016x}", id, XXH3_64bits(path.data(), path.size()));
}

std::string document_term(std::string_view key) { return make_term(prefixes::kDocument, key); }

std::string path_term(std::string_view path) { return make_term(find_field("path")->prefix, path); }

}  // namespace limier::corpus
