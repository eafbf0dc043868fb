// What recurs over the documents of a collection is set aside, and the state of a database never
// depends on how it came about.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

namespace fs = std::filesystem;
using namespace limier::tests;
using Json = nlohmann::json;

constexpr const char* kForm =
    "Laisser un commentaire\n\n"
    "Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *\n\n"
    "Enregistrer mon nom et mon site dans le navigateur pour la prochaine fois.\n";

/// An article that shares no paragraph with any other.
std::string article(int number) {
  return fmt::format(
      "Le quai numéro {0} rouvre\n\n"
      "Le quai numéro {0} du port de Valserac rouvre lundi, après {0} semaines de travaux. Les "
      "dragues ont retiré {0} tonnes de vase, et les pieux ont été changés.\n\n"
      "Les {0} pêcheurs qui s’étaient repliés dans l’avant-port y retrouvent leurs places. La "
      "capitainerie promet une inauguration avec {0} lampions et une fanfare.\n",
      number + 10);
}

std::string page(int number) { return article(number) + "\n" + kForm; }

void write_pages(const Workshop& workshop, int count) {
  for (int i = 0; i < count; ++i) workshop.write(fmt::format("pages/{}.txt", i), page(i));
}

Json report_of(const Workshop& workshop) {
  REQUIRE(workshop.index({"-q", "--report", "report.json"}).code == 0);
  return Json::parse(read_file(workshop / "report.json")).at("set_aside");
}

bool is_checked(const Workshop& workshop) {
  const Result result = workshop.index({"--check"});
  INFO(result.err);
  return result.code == 0;
}

}  // namespace

TEST_CASE("what three of some documents hold is not found, but still shown") {
  const Workshop workshop;
  write_pages(workshop, 3);
  REQUIRE(workshop.index({"-q", "pages"}).code == 0);
  CHECK(workshop.query({"laisser un commentaire"}).code == 1);
  CHECK(workshop.query({"-c", "\"adresse e-mail\""}).out == "0\n");
  CHECK(workshop.query({"-c", "lampions"}).out == "3\n");
  CHECK(contains(workshop.query({"--show", "pages/1.txt"}).out, "Laisser un commentaire"));
  CHECK(!contains(workshop.query({"--context", "9", "fanfare"}).out, "commentaire"));
  CHECK(is_checked(workshop));
  const Json told = report_of(workshop);
  CHECK(told.at("paragraphs") == 3);
  CHECK(told.at("most").at(0).at("documents") == 3);
  CHECK(contains(told.at("most").dump(), "Laisser un commentaire"));
  CHECK(contains(workshop.index({"--stats"}).out, "set aside   3 paragraphs"));
}

TEST_CASE("one document or two have no boilerplate") {
  const Workshop workshop;
  write_pages(workshop, 1);
  REQUIRE(workshop.index({"-q", "pages"}).code == 0);
  CHECK(workshop.query({"-c", "laisser un commentaire"}).out == "1\n");
  write_pages(workshop, 2);
  REQUIRE(workshop.index({"-q", "pages"}).code == 0);
  CHECK(workshop.query({"-c", "laisser un commentaire"}).out == "2\n");
  CHECK(report_of(workshop) == Json{{"paragraphs", 0}, {"most", Json::array()}});
}

TEST_CASE("boilerplate comes with the third document, and goes with it") {
  const Workshop workshop;
  write_pages(workshop, 2);
  REQUIRE(workshop.index({"-q", "pages"}).code == 0);
  const fs::path generation = workshop.generation();
  write_pages(workshop, 3);
  REQUIRE(workshop.index({"-q", "pages"}).code == 0);
  CHECK(workshop.query({"commentaire"}).code == 1);
  CHECK(is_checked(workshop));
  workshop.write("pages/1.txt", article(1));
  REQUIRE(workshop.index({"-q", "pages"}).code == 0);
  CHECK(workshop.query({"-c", "commentaire"}).out == "2\n");
  CHECK(is_checked(workshop));
  write_pages(workshop, 3);
  REQUIRE(workshop.index({"-q", "pages"}).code == 0);
  CHECK(workshop.query({"commentaire"}).code == 1);
  fs::remove(workshop / "pages/0.txt");
  REQUIRE(workshop.index({"-q", "pages"}).code == 0);
  CHECK(workshop.query({"-c", "commentaire"}).out == "2\n");
  CHECK(is_checked(workshop));
  CHECK(workshop.generation() == generation);
}

TEST_CASE("a story on ten sites stays, and loses only the frame that each site has") {
  const Workshop workshop;
  const std::string story = article(500).substr(article(500).find("\n\n"));
  for (int site = 0; site < 10; ++site) {
    const auto frame = [&](const std::string& text) {
      return fmt::format("{}\nAbonnez-vous à la lettre du site {}.\n", text, site);
    };
    workshop.write(fmt::format("sites/{}/story.txt", site),
                   frame(fmt::format("Le quai vu par le site {}\n{}", site, story)));
    for (int i = 0; i < 9; ++i)
      workshop.write(fmt::format("sites/{}/{}.txt", site, i), frame(article(site * 10 + i)));
  }
  REQUIRE(workshop.index({"-q", "sites"}).code == 0);
  CHECK(workshop.query({"-c", "\"510 lampions\""}).out == "10\n");
  CHECK(workshop.query({"-c", "abonnez"}).out == "0\n");
  CHECK(is_checked(workshop));
}

TEST_CASE("a story on ten sites that hold nothing else is found whole") {
  const Workshop workshop;
  const std::string story = page(500).substr(page(500).find("\n\n"));
  for (int site = 0; site < 10; ++site)
    workshop.write(fmt::format("sites/{}.txt", site),
                   fmt::format("Le quai vu par le site {}\n{}", site, story));
  REQUIRE(workshop.index({"-q", "sites"}).code == 0);
  CHECK(workshop.query({"-c", "\"510 lampions\""}).out == "10\n");
  CHECK(report_of(workshop).at("paragraphs") == 0);
}

TEST_CASE("a sentence that recurs in articles of a law is content") {
  const Workshop workshop;
  for (int i = 0; i < 400; ++i)
    workshop.write(fmt::format("loi/{}.txt", i),
                   article(i) + (i % 50 == 0 ? "\nLa récidive est punie d’une amende.\n" : ""));
  REQUIRE(workshop.index({"-q", "loi"}).code == 0);
  CHECK(workshop.query({"-c", "récidive"}).out == "8\n");
}

TEST_CASE("a document's own headline is found, however many pages refer to it") {
  const Workshop workshop;
  for (int i = 0; i < 6; ++i)
    workshop.write(fmt::format("pages/{}.txt", i),
                   i == 0 ? "Grande marée du siècle\n\n" + article(0)
                          : article(i) + "\nÀ lire aussi\n\nGrande marée du siècle\n");
  REQUIRE(workshop.index({"-q", "pages"}).code == 0);
  CHECK(workshop.query({"--format", "paths", "marée siècle"}).out == "pages/0.txt\n");
}

TEST_CASE("the sections of a long document are one document") {
  const Workshop workshop;
  std::string text;
  for (int i = 0; i < 60; ++i)
    text += article(i) + "\nFin du chapitre, suite à la page suivante.\n\n";
  workshop.write("pages/long.txt", text);
  REQUIRE(workshop.index({"-q", "pages"}).code == 0);
  CHECK(workshop.query({"-c", "\"fin du chapitre\""}).out == "1\n");
  workshop.write("pages/b.txt", article(98) + "\nFin du chapitre, suite à la page suivante.\n");
  workshop.write("pages/c.txt", article(99) + "\nFin du chapitre, suite à la page suivante.\n");
  REQUIRE(workshop.index({"-q", "pages"}).code == 0);
  CHECK(workshop.query({"\"fin du chapitre\""}).code == 1);
  CHECK(is_checked(workshop));
}

namespace {

const std::string kJudged = LIMIER_SAMPLES "/judged/";

const std::vector<std::string> kFrameAbove = {
    "Accueil | Politique | Économie | Culture | Sports | Météo marine",
    "Ce site utilise des témoins de connexion pour mesurer son audience. En poursuivant votre "
    "navigation, vous acceptez leur dépôt sur votre appareil.",
    "Partager sur les réseaux : imprimer, envoyer par courriel, copier le lien",
};
const std::vector<std::string> kFrameBelow = {
    "Abonnez-vous à notre lettre hebdomadaire : chaque vendredi, le meilleur de la rédaction dans "
    "votre boîte, gratuitement et sans publicité.",
    "Réagir à cet article",
    "Votre courriel ne sera pas publié. Les champs obligatoires sont indiqués avec *",
    "Mentions légales – Plan du site – Nous contacter – Recrutement",
};

std::string joined(const std::vector<std::string>& paragraphs) {
  std::string text;
  for (const std::string& paragraph : paragraphs) text += paragraph + "\n\n";
  return text;
}

/// A text in a frame: the headline first, as text files have it.
std::string framed(const std::string& text) {
  const auto headline = std::min(text.find("\n\n"), text.size());
  return text.substr(0, headline) + "\n\n" + joined(kFrameAbove) + text.substr(headline) + "\n\n" +
         joined(kFrameBelow);
}

/// Two hundred pages: the sample texts, and articles.
void write_site(const Workshop& workshop, bool with_frame) {
  const fs::path samples = fs::path(LIMIER_SAMPLES) / "texts";
  int pages = 0;
  for (const auto& file : fs::recursive_directory_iterator(samples)) {
    if (!file.is_regular_file()) continue;
    const std::string name = fs::relative(file.path(), samples).string();
    // In Windows-1252, HTML or JSON a frame would stand in another way.
    const bool plain = name.ends_with(".txt") && !contains(name, "locataire");
    const std::string text = read_file(file.path());
    workshop.write(name, plain && with_frame ? framed(text) : text);
    ++pages;
  }
  for (; pages < 200; ++pages)
    workshop.write(fmt::format("autres/{}.txt", pages),
                   with_frame ? framed(article(pages)) : article(pages));
}

/// nDCG@10 of the judged queries, the grade as gain.
double quality(const Workshop& workshop) {
  std::map<std::string, std::map<std::string, double>> grades;
  std::istringstream judged(read_file(kJudged + "qrels.txt"));
  std::string query;
  std::string name;
  double grade = 0;
  for (int zero = 0; judged >> query >> zero >> name >> grade;) grades[query][name] = grade;
  std::map<std::string, double> gain;
  std::istringstream ranks(workshop
                               .query({"--format", "trec", "-n", "10", "--match", "any", "--batch",
                                       kJudged + "topics.tsv"})
                               .out);
  std::string word;
  std::string score;
  for (int rank = 0; ranks >> query >> word >> name >> rank >> score >> word;)
    gain[query] += grades[query][name] / std::log2(rank + 1);
  double sum = 0;
  for (const auto& [id, documents] : grades) {
    std::vector<double> best;
    for (const auto& entry : documents) best.push_back(entry.second);
    std::sort(best.rbegin(), best.rend());
    double ideal = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(10, best.size()); ++i)
      ideal += best[i] / std::log2(static_cast<double>(i) + 2);
    sum += gain[id] / ideal;
  }
  return sum / static_cast<double>(grades.size());
}

}  // namespace

TEST_CASE("a site's frame costs no quality, and no passage of it is shown") {
  const Workshop clean;
  write_site(clean, false);
  REQUIRE(clean.index({"-q", "."}).code == 0);
  const Workshop site;
  write_site(site, true);
  REQUIRE(site.index({"-q", "."}).code == 0);
  const double due = quality(clean);
  CHECK(due > 0.8);
  CHECK(quality(site) >= 0.99 * due);

  // Other words than the forms that some of the samples have themselves.
  std::vector<std::string> frame = kFrameAbove;
  frame.insert(frame.end(), kFrameBelow.begin(), kFrameBelow.end());
  std::vector<std::string> words;
  std::istringstream all(joined(frame));
  for (std::string word; all >> word;)
    if (word.size() > 4) words.push_back(word);
  std::mt19937 random(4);
  std::string queries;
  for (int i = 0; i < 50; ++i)
    queries += words[random() % words.size()] + ' ' + words[random() % words.size()] + '\n';
  site.write("queries", queries);
  int shown = 0;
  for (const Json& line :
       parse_lines(site.query({"--format", "jsonl", "--batch", "queries"}).out)) {
    if (line.at("type") != "passage") continue;
    ++shown;
    for (const std::string& paragraph : frame)
      CHECK(!contains(line.at("text").get<std::string>(), paragraph));
  }
  CHECK(shown > 0);
}
