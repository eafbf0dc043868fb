#include "corpus/french/name_key.hh"

#include <algorithm>
#include <array>

namespace limier::corpus {
namespace {

constexpr std::size_t kMinLetters = 4;

struct Rewriting {
  std::string_view from;
  std::string_view to;
};

/// Spellings of one sound in several languages, the longest first. Upper case stands for sounds
/// that no single letter spells: S for ch, sh, sch, sz, tch, cz.
constexpr auto kSounds = std::to_array<Rewriting>({
    {"shtsh", "S"}, {"chtch", "S"}, {"shch", "S"}, {"tsch", "S"}, {"dsch", "j"}, {"sch", "S"},
    {"tch", "S"},   {"tsh", "S"},   {"dzh", "j"},  {"dj", "j"},   {"zh", "j"},   {"sh", "S"},
    {"ch", "S"},    {"sz", "S"},    {"cz", "S"},   {"kh", "h"},   {"gh", "g"},   {"dh", "d"},
    {"th", "t"},    {"ph", "f"},    {"ck", "k"},   {"ou", "u"},   {"oo", "u"},   {"tz", "ts"},
    {"gue", "ge"},  {"gui", "gi"},  {"qu", "k"},   {"q", "k"},    {"w", "v"},    {"x", "ks"},
    {"y", "i"},
});

/// Endings that each language gives to the same names.
constexpr auto kEndings = std::to_array<Rewriting>({
    {"istan", "stan"},
    {"utine", "utin"},
    {"tsine", "tsin"},
    {"jine", "jin"},
    {"off", "ov"},
    {"eff", "ev"},
    {"of", "ov"},
    {"ef", "ev"},
    {"ik", "iS"},
});

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

std::string with_sounds(std::string_view name) {
  std::string result;
  for (std::size_t at = 0; at < name.size();) {
    const std::string_view rest = name.substr(at);
    const auto* rule = std::find_if(kSounds.begin(), kSounds.end(), [&](const Rewriting& sound) {
      return rest.starts_with(sound.from);
    });
    if (rule == kSounds.end()) {
      result += rest[0];
      ++at;
    } else {
      result += rule->to;
      at += rule->from.size();
    }
  }
  return result;
}

/// `c` is k or s, `j` after a vowel is i, as in `Sergej`.
void settle_letters(std::string& key) {
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (key[i] == 'c') {
      const char next = i + 1 < key.size() ? key[i + 1] : ' ';
      key[i] = next == 'e' || next == 'i' ? 's' : 'k';
    }
    if (key[i] == 'j' && i > 0 && is_vowel(key[i - 1]) &&
        (i + 1 == key.size() || !is_vowel(key[i + 1])))
      key[i] = 'i';
  }
}

/// Between vowels and before e an i is only a glide: `Tokaïev`, `Ieltsine`, `Medvediev`.
void drop_glides(std::string& key) {
  std::string result;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const bool before_vowel = i + 1 < key.size() && is_vowel(key[i + 1]);
    const bool after_vowel = !result.empty() && is_vowel(result.back());
    if (key[i] == 'i' && before_vowel && (after_vowel || key[i + 1] == 'e')) continue;
    result += key[i];
  }
  key = std::move(result);
}

}  // namespace

std::string name_key(std::string_view folded) {
  if (folded.size() < kMinLetters ||
      !std::all_of(folded.begin(), folded.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
    return {};
  std::string key = with_sounds(folded);
  settle_letters(key);
  drop_glides(key);
  drop_glides(key);  // `Aliyev` has become `aliev` only now
  key.erase(std::unique(key.begin(), key.end()), key.end());
  for (const Rewriting& ending : kEndings) {
    if (!std::string_view(key).ends_with(ending.from)) continue;
    key.replace(key.size() - ending.from.size(), ending.from.size(), ending.to);
    break;
  }
  return key;
}

}  // namespace limier::corpus
