#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/french/chain.hh"
#include "corpus/french/name_key.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using limier::corpus::are_spellings;
using limier::corpus::name_key;
using limier::test::RandomText;

namespace {

/// Whether two names, as texts spell them, are taken for one.
bool same(std::string_view one, std::string_view other) {
  limier::corpus::Chain chain;
  const std::string folded = chain.word(one).folded;
  return folded == chain.word(other).folded || are_spellings(folded, chain.word(other).folded);
}

/// Its small letters alone.
std::string plain(std::string text) {
  std::erase_if(text, [](char c) { return c < 'a' || c > 'z'; });
  return text;
}

}  // namespace

TEST_CASE("names: a woman's name is not a man's") {
  for (const auto& [woman, man] :
       std::vector<std::pair<const char*, const char*>>{{"Jeanne", "Jean"},
                                                        {"Martine", "Martin"},
                                                        {"Michelle", "Michel"},
                                                        {"Simone", "Simon"},
                                                        {"Justine", "Justin"},
                                                        {"Pauline", "Paulin"},
                                                        {"Louise", "Louis"},
                                                        {"Marie", "Mary"},
                                                        {"Annie", "Anne"},
                                                        {"Émilie", "Émile"},
                                                        {"Eugénie", "Eugène"},
                                                        {"Alexandrie", "Alexandre"}}) {
    CAPTURE(woman, man);
    CHECK_FALSE(same(woman, man));
    CHECK_FALSE(same(man, woman));
  }
}

TEST_CASE("names: what French spells in several ways is no sign of a foreign name") {
  for (const auto& [one, other] :
       std::vector<std::pair<const char*, const char*>>{{"Geoffroi", "Geoffroy"},
                                                        {"Schuman", "Schumann"},
                                                        {"Gautier", "Gauthier"},
                                                        {"Philippe", "Filippe"},
                                                        {"Louis", "Luis"},
                                                        {"Raoul", "Raul"},
                                                        {"Roussel", "Russel"},
                                                        {"Walter", "Valter"},
                                                        {"Hugues", "Hughes"},
                                                        {"Denis", "Denys"},
                                                        {"Chopin", "Schopin"},
                                                        {"Chang", "Shang"},
                                                        {"Sarah", "Sara"},
                                                        {"Déborah", "Débora"},
                                                        {"Mathieu", "Matthieu"},
                                                        {"Bouddha", "Buda"},
                                                        {"Boulle", "Bulle"},
                                                        {"Marc", "Mark"},
                                                        {"Gisèle", "Ghisèle"}}) {
    CAPTURE(one, other);
    CHECK_FALSE(same(one, other));
  }
}

TEST_CASE("names: spellings of one foreign name are taken for one") {
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
      {"Kadhafi", "Gaddafi", "Qaddafi"},
      {"Mohamed", "Mohammed", "Muhammad"},
      {"Hussein", "Hossein", "Hussain"},
      {"Bachar", "Bashar"},
      {"Ouganda", "Uganda"},
      {"Staline", "Stalin"},
      {"Zedong", "Tsetoung"},
      {"Xiaoping", "Hsiaoping"},
      {"Kuomintang", "Guomindang"},
  };
  for (const std::vector<std::string>& spellings : names)
    for (const std::string& spelling : spellings) {
      CAPTURE(spellings[0], spelling);
      CHECK(same(spelling, spellings[0]));
      CHECK(same(spellings[0], spelling));
    }
}

TEST_CASE("names: different names are not taken for one") {
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
    CHECK_FALSE(same(one, other));
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

TEST_CASE("name keys: whatever the word a key is made of letters and spaces") {
  RandomText random(17);
  for (int i = 0; i < 2000; ++i) {
    const std::string text = i % 2 == 0 ? random.any(12) : plain(random.ascii(40));
    CAPTURE(text);
    const std::string key = name_key(text);
    CHECK(std::all_of(key.begin(), key.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ';
    }));
    CHECK_FALSE(are_spellings(text, text));
  }
  CHECK_FALSE(name_key(std::string(5000, 'i') + "ov").empty());
}
