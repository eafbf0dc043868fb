#include <string>
#include <string_view>

#include "corpus/error.hh"
#include "query/synonyms.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using limier::query::Synonyms;
using limier::test::TemporaryFolder;
namespace corpus = limier::corpus;

namespace {

/// A file of synonyms.
class File {
 public:
  explicit File(std::string_view content) { limier::test::write_file(path(), content); }

  [[nodiscard]] std::string path() const { return (folder_ / "synonymes").string(); }

  /// The synonyms of some words, with a bar between.
  [[nodiscard]] std::string of(const std::string& words) const {
    corpus::Chain chain;
    const Synonyms synonyms(path(), chain);
    std::string result;
    for (const std::string& other : synonyms.of(words))
      result += (result.empty() ? "" : "|") + other;
    return result;
  }

  /// What is wrong with the file, without its name; empty if nothing is.
  [[nodiscard]] std::string fault() const {
    corpus::Chain chain;
    try {
      const Synonyms synonyms(path(), chain);
      return {};
    } catch (const corpus::Error& error) {
      CHECK_FALSE(error.hint().empty());
      const std::string what = error.what();
      CHECK(what.find(path()) == 0);
      return what.substr(path().size());
    }
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("synonyms: the members of a group are synonyms of each other") {
  const File file("bateau, navire,  Vaisseau\t\nquai,embarcadère\n");
  CHECK(file.of("bateau") == "navire|Vaisseau");
  CHECK(file.of("navire") == "bateau|Vaisseau");
  CHECK(file.of("vaisseau") == "bateau|navire");
  CHECK(file.of("quai") == "embarcadère");
  CHECK(file.of("embarcadere") == "quai");
  CHECK(file.of("phare").empty());
  CHECK(file.of("").empty());
}

TEST_CASE("synonyms: comments and empty lines are passed over") {
  const File file("# le port\n\n   \t\nbateau, navire # et non : barque, canot\n#quai, môle\n");
  CHECK(file.of("bateau") == "navire");
  CHECK(file.of("quai").empty());
  CHECK(file.of("barque").empty());
}

TEST_CASE("synonyms: a member may be several words") {
  const File file("gardien de phare, guetteur\nl'île aux œufs, Île-Verte\n");
  CHECK(file.of("gardien de phare") == "guetteur");
  CHECK(file.of("guetteur") == "gardien de phare");
  CHECK(file.of("gardien").empty());
  CHECK(file.of("ile aux oeufs") == "Île-Verte");
  CHECK(file.of("ile verte") == "l'île aux œufs");
}

TEST_CASE("synonyms: a missing line end and a comma too many will do") {
  CHECK(File("bateau, navire").of("navire") == "bateau");
  CHECK(File("bateau, navire,\n").of("bateau") == "navire");
  CHECK(File("").of("bateau").empty());
  CHECK(File("").fault().empty());
}

TEST_CASE("synonyms: line ends of another system are line ends") {
  const File file("bateau, navire\r\n\r\nquai, môle\r\n");
  CHECK(file.of("bateau") == "navire");
  CHECK(file.of("mole") == "quai");
}

TEST_CASE("synonyms: groups that overlap are not run together") {
  const File file("bateau, navire\nnavire, vaisseau\nvaisseau, bateau\nbateau, navire\n");
  CHECK(file.of("bateau") == "navire|vaisseau");
  CHECK(file.of("navire") == "bateau|vaisseau");
  const File open("bateau, navire\nnavire, vaisseau\n");
  CHECK(open.of("bateau") == "navire");
  CHECK(open.of("navire") == "bateau|vaisseau");
  CHECK(open.of("vaisseau") == "navire");
}

TEST_CASE("synonyms: a line that is no group is refused with its number") {
  CHECK(File("bateau\n").fault().find(", line 1: ") == 0);
  CHECK(File("bateau, navire\n# port\n\nquai\n").fault().find(", line 4: ") == 0);
  CHECK(File("bateau, navire\nquai,\n").fault().find(", line 2: ") == 0);
  CHECK(File("bateau, navire\nquai, ...\n").fault().find(", line 2: ") == 0);
  CHECK(File("bateau, navire\nquai # môle, jetée").fault().find(", line 2: ") == 0);
}

TEST_CASE("synonyms: too many for one word are refused") {
  std::string line = "bateau";
  for (char c = 'a'; c <= 't'; ++c) line += std::string(", sorte") + c;
  CHECK(File("quai, môle\n" + line + "\n").fault().empty());
  CHECK(File("quai, môle\n" + line + ", barque\n").fault().find(", line 2: ") == 0);
  CHECK(File(line + "\nbateau, barque\n").fault().find(", line 2: ") == 0);
}

TEST_CASE("synonyms: a file that is missing is named") {
  const TemporaryFolder folder;
  const std::string path = (folder / "absent").string();
  corpus::Chain chain;
  try {
    const Synonyms synonyms(path, chain);
    FAIL("no exception");
  } catch (const corpus::Error& error) {
    CHECK(std::string(error.what()).find(path + ": ") == 0);
  }
}
