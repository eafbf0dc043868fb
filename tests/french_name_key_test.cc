#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/french/chain.hh"
#include "corpus/french/name_key.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using limier::corpus::name_key;
using limier::test::RandomText;

namespace {

/// The key of a name as a text spells it.
std::string key(std::string_view name) {
  limier::corpus::Chain chain;
  return name_key(chain.word(name).folded);
}

/// Its small letters alone.
std::string plain(std::string text) {
  std::erase_if(text, [](char c) { return c < 'a' || c > 'z'; });
  return text;
}

}  // namespace

TEST_CASE("names: a woman's name is not a man's") {
  using limier::corpus::name_key;
  CHECK(name_key("jean") != name_key("jeanne"));
  CHECK(name_key("martin") != name_key("martine"));
  CHECK(name_key("michel") != name_key("michelle"));
  CHECK(name_key("simon") != name_key("simone"));
}

TEST_CASE("name keys: spellings of one name share a key") {
  const std::vector<std::vector<std::string>> names = {
      {"Tokaïev", "Tokayev", "Tokaev"},
      {"Loukachenko", "Lukashenko", "Lukaschenko"},
      {"Zelensky", "Zelenski", "Zelenskyy", "Zelenskiy"},
      {"Poutine", "Putin"},
      {"Tchekhov", "Chekhov"},
      {"Kirghizistan", "Kirghizstan", "Kyrgyzstan"},
      {"Ouzbékistan", "Uzbekistan"},
      {"Tadjikistan", "Tajikistan"},
      {"Gorbatchev", "Gorbachev"},
      {"Khrouchtchev", "Khrushchev"},
      {"Eltsine", "Ieltsine", "Yeltsin"},
      {"Medvedev", "Medvediev"},
      {"Brejnev", "Brezhnev"},
      {"Dostoïevski", "Dostoyevsky", "Dostoevsky"},
      {"Tolstoï", "Tolstoy"},
      {"Nazarbaïev", "Nazarbayev", "Nazarbaev"},
      {"Aliev", "Aliyev"},
      {"Chostakovitch", "Shostakovich", "Schostakowitsch"},
      {"Tchaïkovski", "Tchaikovsky"},
      {"Rachmaninov", "Rachmaninoff"},
      {"Soljenitsyne", "Solzhenitsyn"},
      {"Choïgou", "Shoigu"},
      {"Tchernobyl", "Chernobyl", "Tschernobyl"},
      {"Mirzioïev", "Mirziyoyev"},
      {"Berdymoukhamedov", "Berdymukhamedov", "Berdimuhamedow"},
      {"Rahmon", "Rakhmon"},
      {"Japarov", "Djaparov", "Zhaparov"},
      {"Joukov", "Zhukov"},
      {"Sergueï", "Serguei", "Sergei", "Sergej"},
      {"Aleksei", "Alexeï"},
      {"Moubarak", "Mubarak"},
      {"Navalny", "Navalnyj"},
      {"Iouchtchenko", "Yushchenko"},
      {"Timochenko", "Tymoshenko"},
      {"Tachkent", "Tashkent"},
      {"Prigojine", "Prigozhin"},
  };
  for (const std::vector<std::string>& spellings : names)
    for (const std::string& spelling : spellings) {
      CAPTURE(spellings[0], spelling);
      CHECK_FALSE(key(spelling).empty());
      CHECK(key(spelling) == key(spellings[0]));
    }
}

TEST_CASE("name keys: different names have different keys") {
  const std::vector<std::pair<std::string, std::string>> names = {
      {"Martin", "Marin"},    {"Moreau", "Morel"},     {"Durand", "Dupont"},
      {"Durand", "Duran"},    {"Lefèvre", "Lefebvre"}, {"Garnier", "Grenier"},
      {"Roussel", "Rousset"}, {"Girard", "Gérard"},    {"Rousseau", "Roussel"},
      {"Dumas", "Dumont"},    {"Marchand", "Marchal"}, {"Blanc", "Blanche"},
      {"Petit", "Petitot"},   {"Renard", "Renaud"},    {"Robin", "Rodin"},
      {"Carlier", "Cartier"}, {"Lambert", "Lombard"},  {"Perrin", "Perron"},
      {"Picard", "Pinard"},   {"Morin", "Maurin"},     {"Martel", "Marcel"},
      {"Macron", "Maron"},    {"Rochet", "Rocket"},    {"Giraud", "Giroud"},
      {"Faure", "Favre"},     {"Legrand", "Legros"},   {"Lemaire", "Lemoine"},
      {"Poutine", "Pushkin"}, {"Lénine", "Levine"},    {"Lavrov", "Larov"},
      {"Popov", "Popova"},    {"Karimov", "Karimova"}, {"Medvedev", "Medvedeva"},
  };
  for (const auto& [one, other] : names) {
    CAPTURE(one, other);
    CHECK_FALSE(key(one).empty());
    CHECK(key(one) != key(other));
  }
}

TEST_CASE("name keys: what cannot be such a name has none") {
  for (const char* word : {"", "a", "roi", "f16", "2014", "abc1", "москва", "tokaïev", "deux mots",
                           "Poutine", "l'abbé"}) {
    CAPTURE(word);
    CHECK(name_key(word).empty());
  }
  CHECK_FALSE(name_key("lund").empty());
}

TEST_CASE("name keys: whatever the word a key is made of letters") {
  RandomText random(17);
  for (int i = 0; i < 2000; ++i) {
    const std::string text = i % 2 == 0 ? random.any(12) : plain(random.ascii(40));
    CAPTURE(text);
    for (const char c : name_key(text)) CHECK(((c >= 'a' && c <= 'z') || c == 'S'));
  }
  CHECK_FALSE(name_key(std::string(5000, 'i') + "ov").empty());
}
