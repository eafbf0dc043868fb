// By what near-copies are told, and how well: on texts made of the samples' sentences.
#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/store/minhash.hh"
#include "tests/catch.hh"
#include "tests/samples.hh"
#include "tests/support.hh"

using namespace limier::corpus;
using namespace limier::test;

namespace {

using Paragraph = std::vector<std::string>;

constexpr std::string_view kStory =
    "La criée de Port-Armel n’a rien vendu mardi : les pêcheurs, réunis à l’aube devant la halle, "
    "ont décidé de garder leurs bateaux à quai jusqu’à la fin de la semaine. Ils demandent que le "
    "prix du gazole soit gelé et que l’œuvre de secours des marins reçoive enfin la subvention qui "
    "lui avait été promise au printemps. Le préfet les recevra jeudi à la sous-préfecture.";

std::string minhash(std::string_view text, std::string_view title = {}) {
  MinHash hash(title);
  hash.add(analyse(text));
  return hash.value();
}

bool alike(std::string_view a, std::string_view b) {
  return are_near_copies(minhash(a), minhash(b));
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

/// Articles of their own headlines and footers, and copies of them as editors make them.
class Editor {
 public:
  std::vector<Paragraph> write() {
    std::vector<Paragraph> body(3 + random_() % 6);
    for (Paragraph& paragraph : body)
      for (std::size_t left = 2 + random_() % 3; left > 0; --left) paragraph.push_back(sentence());
    return body;
  }

  /// A sentence is dropped and a paragraph moved.
  std::vector<Paragraph> edit(std::vector<Paragraph> body) {
    Paragraph& shorter = body[random_() % body.size()];
    shorter.erase(shorter.begin() + place_within(shorter.size()));
    const auto from = body.begin() + place_within(body.size());
    Paragraph moved = std::move(*from);
    body.erase(from);
    body.insert(body.begin() + place_within(body.size() + 1), std::move(moved));
    return body;
  }

  std::ptrdiff_t place_within(std::size_t size) {
    return static_cast<std::ptrdiff_t>(random_() % size);
  }

  std::string print(const std::vector<Paragraph>& body) {
    static constexpr auto kFooters = std::to_array<std::string_view>(
        {"Avec l’agence. Tous droits réservés.", "Source : dépêche.",
         "Lire aussi : notre dossier complet, à retrouver chaque jeudi dans nos colonnes.",
         "Cet article vous a plu ? Abonnez-vous à notre lettre du matin et recevez l’essentiel.",
         "Publié le 3 mars, mis à jour le 4 mars à 18 h 30 par la rédaction du journal."});
    std::string text = sentence().substr(0, 60) + "\n\n";
    for (const Paragraph& paragraph : body) {
      for (const std::string& each : paragraph) text += each + ' ';
      text += "\n\n";
    }
    return text.append(kFooters.at(random_() % kFooters.size()));
  }

  /// Another typist's apostrophes and ligatures.
  static std::string retype(std::string text) {
    text = replaced(replaced(std::move(text), "’", "'"), "œ", "oe");
    return replaced(std::move(text), "fi", "ﬁ");
  }

 private:
  const std::string& sentence() {
    return sample_sentences()[random_() % sample_sentences().size()];
  }

  std::mt19937 random_{1};
};

}  // namespace

TEST_CASE("near-copies: spelling, case and the cut into sections make no difference") {
  const std::string story(kStory);
  CHECK(minhash(story).size() == 65);
  CHECK(minhash(Editor::retype(story)) == minhash(story));
  CHECK(minhash(replaced(story, "La criée", "LA CRIÉE")) == minhash(story));
  CHECK(minhash(story, "Grève à la criée") == minhash(story));
  for (const std::size_t middle : {story.find("Ils"), story.find("à quai")}) {
    MinHash hash({});
    hash.add(analyse(story.substr(0, middle)));
    hash.add(analyse(story.substr(middle)));
    CHECK(hash.value() == minhash(story));
  }
}

TEST_CASE("near-copies: another headline and footer, but not another story") {
  const std::string story(kStory);
  CHECK(alike(story, "Les pêcheurs en colère\n\n" + story + "\n\nAvec l’agence."));
  CHECK_FALSE(alike(story, replaced(replaced(story, "e", "a"), "i", "o")));
  CHECK_FALSE(alike(story, "La criée de Port-Armel n’a rien vendu mardi."));
}

TEST_CASE("near-copies: a long form that is filled out anew is none, a story of its length is") {
  std::string form;
  for (std::size_t i = 0; i < 60; ++i) form += sample_sentences()[i] + ' ';
  const std::string filled = replaced(replaced(form, " de ", " du "), " la ", " une ");
  CHECK_FALSE(alike(form, filled));
  CHECK(alike(form, "Du nouveau au guichet\n\n" + form + "\n\nAvec l’agence."));
}

TEST_CASE("near-copies: of short texts only those that are the same, under the same title") {
  CHECK(
      are_near_copies(minhash("Le port est fermé.", "Avis"), minhash("LE PORT est fermé", "Avis")));
  CHECK_FALSE(alike("Le port est fermé.", "Le port est fermé lundi."));
  CHECK_FALSE(alike("Le port est fermé.", "Est fermé le port."));
  CHECK_FALSE(are_near_copies(minhash("Fermé.", "Le port"), minhash("Fermé.", "La gare")));
  CHECK_FALSE(alike("", ""));
  std::string tide;
  for (int i = 0; i < 500; ++i) tide += "La marée monte. ";
  CHECK_FALSE(alike(tide, tide + tide));
}

TEST_CASE("near-copies: of 500 edited copies nearly all are told, and nothing else is") {
  std::vector<std::string> originals;
  std::vector<std::string> copies;
  Editor editor;
  for (int i = 0; i < 500; ++i) {
    const std::vector<Paragraph> body = editor.write();
    originals.push_back(minhash(editor.print(body)));
    copies.push_back(minhash(Editor::retype(editor.print(editor.edit(body)))));
  }
  double found = 0;
  double others = 0;
  for (std::size_t i = 0; i < originals.size(); ++i)
    for (std::size_t k = 0; k < copies.size(); ++k)
      if (are_near_copies(originals[i], copies[k])) ++(i == k ? found : others);
  INFO("found " << found << ", others " << others);
  CHECK(found >= .95 * 500);
  CHECK(found >= .99 * (found + others));
}
