#include "corpus/french/spelling.hh"

#include <algorithm>
#include <stdexcept>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "corpus/utf8.hh"

namespace limier::corpus {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string apply(const icu::Normalizer2* form, std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  std::string result;
  icu::StringByteSink<std::string> sink(&result, static_cast<int32_t>(text.size()));
  form->normalizeUTF8(0, {text.data(), static_cast<int32_t>(text.size())}, sink, nullptr, status);
  if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
  return result;
}

const icu::Normalizer2* checked(const icu::Normalizer2* form, UErrorCode status) {
  if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
  return form;
}

const icu::Normalizer2* compatibility_casefold() {
  UErrorCode status = U_ZERO_ERROR;
  static const auto* const form =
      checked(icu::Normalizer2::getNFKCCasefoldInstance(status), status);
  return form;
}

const icu::Normalizer2* decomposition() {
  UErrorCode status = U_ZERO_ERROR;
  static const auto* const form = checked(icu::Normalizer2::getNFDInstance(status), status);
  return form;
}

/// Calls `use(code_point, bytes)` for each code point of a valid UTF-8 text.
template <typename Use>
void for_each_code_point(std::string_view text, Use use) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    use(c.value, text.substr(at, c.end - at));
    at = c.end;
  }
}

/// What a letter that does not decompose is without its stroke, or empty.
std::string_view without_stroke(char32_t c) {
  switch (c) {
    case U'ø': return "o";
    case U'ł': return "l";
    case U'đ':
    case U'ð': return "d";
    case U'ı': return "i";
    case U'þ': return "th";
    case U'ħ': return "h";
    default: return {};
  }
}

bool is_accent(char32_t c) {
  const auto code_point = static_cast<UChar32>(c);
  if (u_charType(code_point) != U_NON_SPACING_MARK) return false;
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(code_point, &status) == USCRIPT_INHERITED;
}

}  // namespace

std::string normalise(std::string_view word) {
  std::string result;
  if (is_ascii(word)) {
    result = word;
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return result;
  }
  for_each_code_point(apply(compatibility_casefold(), word),
                      [&](char32_t c, std::string_view bytes) {
                        if (c == U'œ') result += "oe";
                        else if (c == U'æ' || c == U'ǽ') result += "ae";
                        else result += bytes;
                      });
  return result;
}

std::string fold(std::string_view normalised) {
  if (is_ascii(normalised)) return std::string(normalised);
  std::string result;
  for_each_code_point(apply(decomposition(), normalised), [&](char32_t c, std::string_view bytes) {
    if (is_accent(c)) return;
    const std::string_view plain = without_stroke(c);
    result += plain.empty() ? bytes : plain;
  });
  return result;
}

}  // namespace limier::corpus
