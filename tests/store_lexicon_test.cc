#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <xapian.h>

#include "corpus/store/lexicon.hh"
#include "corpus/store/sections.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using namespace limier::corpus;

namespace {

/// What the lexicon says of texts.
class Collection : public limier::test::Collection {
 public:
  /// The forms of a folded spelling with their counts, `marché 2, marche 1`.
  [[nodiscard]] std::string forms(std::string_view folded) const {
    std::string result;
    const Lexicon lexicon(database());  // keeps the forms
    for (const LexiconForm& form : lexicon.forms_of(folded))
      result += (result.empty() ? "" : ", ") + form.accented + " " + std::to_string(form.sections);
    return result;
  }
};

/// Texts about two names and an acronym, none the same.
const std::vector<std::string>& articles() {
  static const std::vector<std::string> texts = {
      "Hier, Tokaïev parlait au marché de la réunion.",
      "Selon Tokayev, la réunion est finie. Hier, Tokayev rentrait.",
      "Hier encore, Tokaev et Loukachenko marchaient.",
      "Le Comité des pêcheurs de Valserac (CPV) écoutait Lukashenko.",
      "Le CPV (comité du port de Valserac) marche, les Réunions aussi.",
      "Selon Tokayev, le comité des pêcheurs de Valserac (CPV) dort.",
  };
  return texts;
}

/// All that a lexicon says of `articles`.
std::string answers(const Xapian::Database& database) {
  const Lexicon lexicon(database);
  std::string result;
  for (const char* name : {"tokaiev", "tokayev", "tokaev", "loukachenko", "lukashenko"}) {
    result += std::string(name) + ':';
    for (const std::string& other : lexicon.variants_of(name)) result += ' ' + other;
    result += '\n';
  }
  for (const std::string& words : lexicon.long_forms_of("cpv")) result += words + '\n';
  for (const std::string& words : lexicon.acronyms_of("comite des pecheurs de valserac"))
    result += words + '\n';
  for (const char* word : {"reunion", "marche", "comite"})
    for (const LexiconForm& form : lexicon.forms_of(word))
      result += form.accented + ' ' + std::to_string(form.sections) + '\n';
  return result;
}

/// What it says of them all in one database.
std::string answers_of_one() {
  Collection texts;
  for (const std::string& text : articles()) texts.add(text);
  return answers(texts.database());
}

/// Writes a database of every other article, from `first` on.
void write_shard(const std::filesystem::path& path, std::size_t first) {
  Chain chain;
  Xapian::WritableDatabase database(path.string(), Xapian::DB_CREATE);
  for (std::size_t i = first; i < articles().size(); i += 2) {
    Document document;
    document.body = articles()[i];
    database.add_document(make_xapian_document(make_sections(document, "/t")[0], chain));
  }
  database.commit();
}

}  // namespace

TEST_CASE("the lexicon joins names, acronyms and long forms") {
  CHECK(answers_of_one() ==
        "tokaiev: tokayev tokaev\n"
        "tokayev: tokaev tokaiev\n"
        "tokaev: tokayev tokaiev\n"
        "loukachenko: lukashenko\n"
        "lukashenko: loukachenko\n"
        "comite des pecheurs de valserac\n"
        "comite du port de valserac\n"
        "cpv\n"
        "réunion 2\n"
        "marche 1\n"
        "marché 1\n"
        "comité 3\n");
}

TEST_CASE("after any updates and deletions the lexicon answers as a clean one") {
  Collection texts;
  std::vector<Xapian::docid> gone;
  gone.push_back(texts.add("Hier, Tokaïew et Tokajew, tokaev, dit le CPV (chant pour voix)."));
  texts.add(articles()[0]);
  gone.push_back(texts.add("Des lukashenko, un lukashenko, trois tokayev et une RÉUNION."));
  gone.push_back(texts.add("Le lukashenko, des loukachenko, le marché, la marche."));
  for (std::size_t i = 1; i < articles().size(); ++i) texts.add(articles()[i]);
  CHECK(answers(texts.database()) != answers_of_one());
  for (const Xapian::docid id : gone) texts.remove(id);
  CHECK(answers(texts.database()) == answers_of_one());
}

TEST_CASE("over shards the lexicon answers as over one database") {
  const limier::test::TemporaryFolder folder;
  Xapian::Database shards;
  for (const std::size_t first : {0U, 1U}) {
    const auto path = folder / std::to_string(first);
    write_shard(path, first);
    CHECK(answers(Xapian::Database(path.string())) != answers_of_one());
    shards.add_database(Xapian::Database(path.string()));
  }
  CHECK(answers(shards) == answers_of_one());
}

TEST_CASE("over remote shards the lexicon answers as over one database") {
  const std::string server = "/usr/bin/xapian-progsrv";
  if (!std::filesystem::exists(server)) return;  // of the package xapian-tools
  const limier::test::TemporaryFolder folder;
  Xapian::Database shards;
  for (const std::size_t first : {0U, 1U}) {
    const auto path = folder / std::to_string(first);
    write_shard(path, first);
    shards.add_database(Xapian::Remote::open(server, path.string()));
  }
  CHECK(answers(shards) == answers_of_one());
}

TEST_CASE("all forms of a folded spelling are told, the most frequent first") {
  Collection texts;
  texts.add("le marché du port");
  texts.add("un marché, deux marchés");
  texts.add("il marche vers le MARCHÉ");
  CHECK(texts.forms("marche") == "marché 3, marche 1");
  CHECK(texts.forms("marches") == "marchés 1");
  CHECK(texts.forms("port") == "port 1");
  CHECK(texts.forms("quai").empty());
  CHECK(texts.forms("").empty());
}

TEST_CASE("a form is not told with those that it begins") {
  Collection texts;
  texts.add("reuni réunies réunie réunir");
  CHECK(texts.forms("reuni") == "reuni 1");
  CHECK(texts.forms("reunie") == "réunie 1");
  CHECK(texts.forms("reun").empty());
}

TEST_CASE("the forms that begin in a way are told, and no stems") {
  Collection texts;
  texts.add("Les marchés, la marche, un marché.");
  std::vector<std::string> found;
  for (const LexiconForm& form : Lexicon(texts.database()).forms_beginning("march", 10).forms)
    found.push_back(form.accented);
  CHECK(found == std::vector<std::string>{"marche", "marché", "marchés"});
}

TEST_CASE("forms differ by their accents alone") {
  Collection texts;
  texts.add("cote côte côté coté Côté COTE");
  CHECK(texts.forms("cote") == "cote 1, coté 1, côte 1, côté 1");
}

TEST_CASE("stop words and joined forms are in the lexicon, too") {
  Collection texts;
  texts.add("où va le porte-parole");
  CHECK(texts.forms("ou") == "où 1");
  CHECK(texts.forms("porteparole") == "porteparole 1");
}

TEST_CASE("the lexicon is exact after deletion") {
  Collection texts;
  const auto first = texts.add("le marché");
  const auto second = texts.add("le marché");
  texts.add("il marche");
  CHECK(texts.forms("marche") == "marché 2, marche 1");
  texts.remove(first);
  CHECK(texts.forms("marche") == "marche 1, marché 1");
  texts.remove(second);
  CHECK(texts.forms("marche") == "marche 1");
}

TEST_CASE("the forms told are no more than a few") {
  Collection texts;
  for (const char* a : {"a", "à", "á", "â", "ã", "ä", "å", "ā"})
    for (const char* b : {"e", "è", "é", "ê", "ë", "ē"})
      texts.add(std::string("m") + a + "r" + b + "e");
  CHECK(Lexicon::kMaxForms == 16);
  const std::string forms = texts.forms("maree");
  CHECK(std::count(forms.begin(), forms.end(), ',') == 15);
}
