#include "corpus/french/name_key.hh"

#include <algorithm>
#include <array>
#include <span>

#include "corpus/french/chinese.hh"

namespace limier::corpus {
namespace {

constexpr std::size_t kMinLetters = 4;

/// The fewest sounds that tell a name from others where nothing else shows that it is foreign:
/// `Chang` and `Shang` have too few.
constexpr std::size_t kMinSounds = 5;

struct Rewriting {
  std::string_view from;
  std::string_view to;
};

/// How French and English spell one foreign sound, the longest first. Upper case stands for what no
/// single letter spells: S for ch, sh, tch.
constexpr auto kSounds = std::to_array<Rewriting>({
    {"chtch", "S"},
    {"shtch", "S"},
    {"shch", "S"},
    {"dsch", "j"},
    {"guei", "gei"},
    {"tch", "S"},
    {"tsh", "S"},
    {"dzh", "j"},
    {"sh", "S"},
    {"ch", "S"},
    {"zh", "j"},
    {"dj", "j"},
    {"khs", "ks"},
    {"kh", "h"},
    {"ou", "u"},
    {"oo", "u"},
    {"tz", "ts"},
    {"x", "ks"},
});

/// What is so only in Slavic names.
constexpr auto kSlavicSounds = std::to_array<Rewriting>({
    {"schtsch", "S"},
    {"tsch", "S"},
    {"dsch", "j"},
    {"sch", "S"},
    {"gue", "ge"},
    {"gui", "gi"},
});

/// What differs among French names as well, and so is no sign of a foreign one.
constexpr auto kLetters = std::to_array<Rewriting>({
    {"cks", "x"},
    {"ck", "k"},
    {"ph", "f"},
    {"th", "t"},
    {"gh", "g"},
    {"dh", "d"},
    {"qu", "k"},
    {"q", "k"},
    {"w", "v"},
    {"y", "i"},
});

/// Endings that French papers leave out or add: `Poutine`, `Kirghizistan`.
constexpr auto kEndings = std::to_array<Rewriting>({
    {"istan", "stan"},
    {"ine", "in"},
    {"off", "ov"},
    {"eff", "ev"},
    {"vic", "viS"},
    {"wicz", "viS"},
    {"ah", "a"},
});

constexpr auto kSlavicEndings = std::to_array<std::string_view>(
    {"ev",   "ov",   "ew",   "ow",     "off",  "eff",    "eva",   "ova",   "ewa",   "owa",  "ski",
     "sky",  "skiy", "skyy", "skii",   "skij", "skyj",   "skaia", "skaya", "skaja", "enko", "vitch",
     "vich", "vic",  "wicz", "witsch", "stan", "outine", "utin",  "kine",  "kin"});

/// Only German papers write these.
constexpr auto kGermanEndings = std::to_array<std::string_view>(
    {"ow", "ew", "owa", "ewa", "owski", "ewski", "owitsch", "ewitsch", "skyj", "skaja"});

/// Endings of names in which ou beside u is a sign of another language: French has few of them.
constexpr auto kForeignEndings =
    std::to_array<std::string_view>({"a", "i", "o", "ahu", "ahou", "k", "b", "f", "m", "h", "an",
                                     "ul", "ur", "ol", "burg", "bourg"});

/// Names that differ like French ones do, but are not; by their sounds.
constexpr auto kForeignNames = std::to_array<std::string_view>(
    {"lenin", "stalin", "gagarin", "tolstoi", "navalni", "grozni", "irak"});

/// Frequent Arabic names whose vowels each language hears in its own way, by their sounds.
constexpr auto kArabicNames = std::to_array<Rewriting>({
    {"mohamed", "muhamad"},
    {"mohamad", "muhamad"},
    {"muhamed", "muhamad"},
    {"ahmed", "ahmad"},
    {"hosein", "husein"},
    {"husain", "husein"},
    {"hosain", "husein"},
    {"osama", "usama"},
    {"gadafi", "kadafi"},
    {"abdala", "abdula"},
    {"homeini", "humeini"},
    {"iusef", "iusuf"},
});

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

bool ends_with_any(std::string_view text, std::span<const std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return text.ends_with(ending); });
}

std::string rewrite(std::string_view text, std::span<const Rewriting> rules) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const Rewriting& candidate) {
      return rest.starts_with(candidate.from);
    });
    const bool found = rule != rules.end();
    result += found ? rule->to : rest.substr(0, 1);
    at += found ? rule->from.size() : 1;
  }
  return result;
}

void rewrite_ending(std::string& text) {
  const auto* rule = std::find_if(kEndings.begin(), kEndings.end(), [&](const Rewriting& ending) {
    return text.ends_with(ending.from);
  });
  if (rule != kEndings.end())
    text.replace(text.size() - rule->from.size(), rule->from.size(), rule->to);
}

/// The letters of a name without the freedom that French itself leaves in spelling one.
std::string plain_letters(std::string_view name) {
  std::string plain = rewrite(name, kLetters);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const char next = i + 1 < plain.size() ? plain[i + 1] : ' ';
    if (plain[i] == 'c' && next != 'h') plain[i] = next == 'e' || next == 'i' ? 's' : 'k';
  }
  if (plain.ends_with("ine") || plain.ends_with("ah")) plain.pop_back();
  plain.erase(std::unique(plain.begin(), plain.end()), plain.end());
  return plain;
}

/// `Tschechow`, `Nasarbajew`: in German ch is kh, and s before a vowel z.
std::string from_german(std::string_view name) {
  std::string result;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool cluster = i > 0 && name[i - 1] == 's';
    if (name.substr(i, 2) == "ch" && !cluster) {
      result += "kh";
      ++i;
    } else if (name[i] == 's' && i + 1 < name.size() && is_vowel(name[i + 1]) &&
               (i == 0 || is_vowel(name[i - 1]))) {
      result += 'z';
    } else if (name[i] == 'j') {
      result += 'i';
    } else {
      result += name[i];
    }
  }
  return result;
}

/// `j` after a vowel is i, as in `Sergej`; zh and sh, which German does not tell apart, are one in
/// Slavic names. An i is but a glide between vowels and before e: `Tokaïev`, `Medvediev`.
std::string settle_glides(std::string_view key, bool slavic) {
  std::string result;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const bool before_vowel = i + 1 < key.size() && is_vowel(key[i + 1]);
    const bool after_vowel = !result.empty() && is_vowel(result.back());
    char c = key[i];
    if (c == 'j' && after_vowel && (i + 1 == key.size() || (slavic && before_vowel))) c = 'i';
    if (c == 'j' && slavic) c = 'S';
    const bool glides = c == 'i' && before_vowel &&
                        (slavic ? after_vowel || key[i + 1] == 'e' : i == 0 && key[1] == 'e');
    if (!glides) result += c;
  }
  return result;
}

bool is_slavic(std::string_view folded) {
  return ends_with_any(folded, kSlavicEndings) || folded.starts_with("tsch");
}

bool is_known(std::string_view key) {
  return std::find(kForeignNames.begin(), kForeignNames.end(), key) != kForeignNames.end() ||
         std::any_of(kArabicNames.begin(), kArabicNames.end(),
                     [&](const Rewriting& name) { return key == name.to; });
}

/// A q without u, but not the one of `Lecoq` and `Leclercq`: `Qassym`, `Iraq`.
bool has_foreign_q(std::string_view folded) {
  for (std::size_t i = folded.find('q'); i != std::string_view::npos; i = folded.find('q', i + 1))
    if (folded.substr(i, 2) != "qu" && (i == 0 || (folded[i - 1] != 'c' && folded[i - 1] != 'o')))
      return true;
  return false;
}

/// Whether no French name is spelt like this.
bool is_foreign(std::string_view folded) {
  return has_foreign_q(folded) || folded.find("kh") != std::string_view::npos ||
         !chinese_syllables(folded).empty();
}

bool takes_ou(std::string_view folded) {
  return folded.size() > kMinLetters && ends_with_any(folded, kForeignEndings);
}

}  // namespace

std::string name_key(std::string_view folded) {
  if (folded.size() < kMinLetters ||
      !std::all_of(folded.begin(), folded.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
    return {};
  if (std::string syllables = chinese_syllables(folded); !syllables.empty()) return syllables;
  const bool slavic = is_slavic(folded);
  const bool german = ends_with_any(folded, kGermanEndings);
  std::string key = german ? from_german(folded) : std::string(folded);
  rewrite_ending(key);
  if (slavic) key = rewrite(key, kSlavicSounds);
  key = settle_glides(plain_letters(rewrite(key, kSounds)), slavic);
  if (slavic) key = settle_glides(key, slavic);  // `Mirziyoyev` has lost only the first
  key.erase(std::unique(key.begin(), key.end()), key.end());
  for (const Rewriting& name : kArabicNames)
    if (key == name.from) key = name.to;
  return key;
}

bool are_spellings(std::string_view one, std::string_view other) {
  const std::string key = name_key(one);
  if (one == other || key.empty() || key != name_key(other)) return false;
  if (is_slavic(one) || is_slavic(other) || is_known(key)) return true;
  if (key.size() < kMinSounds) return false;
  if (is_foreign(one) || is_foreign(other)) return true;
  if (takes_ou(one) && takes_ou(other)) return plain_letters(one) != plain_letters(other);
  constexpr auto kOu = std::to_array<Rewriting>({{"ou", "u"}});
  return plain_letters(rewrite(one, kOu)) != plain_letters(rewrite(other, kOu));
}

}  // namespace limier::corpus
