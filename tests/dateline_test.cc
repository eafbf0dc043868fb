#include <string>

#include "corpus/dateline.hh"
#include "tests/catch.hh"

namespace {

std::string dated(const std::string& text) { return limier::corpus::dateline(text, "2022-06-15"); }

}  // namespace

TEST_CASE("dateline: a day with its weekday is of the text, wherever it stands in the opening") {
  CHECK(dated("Le port\n\nLe préfet a parlé mercredi 5 janvier 2022 à Brest.") == "2022-01-05");
  CHECK(dated("Mercredi, 5 Janvier 2022") == "2022-01-05");
  CHECK(dated("Le samedi\u00A01er\u202Fmai\u00A02021, la foule a défilé.") == "2021-05-01");
  CHECK(dated("Hier, lundi 3/1/2022, la criée a fermé.") == "2022-01-03");
  CHECK(dated("Le mardi 5 janvier 2022 n’a jamais été.").empty());
  CHECK(dated("La mère di 5 janvier 2022 est un nom de bateau.").empty());
}

TEST_CASE("dateline: a line that is there for its date tells it") {
  CHECK(dated("Le port rouvre\n\n5 janvier 2022\n\nUn texte.") == "2022-01-05");
  CHECK(dated("Le 5/1/2022") == "2022-01-05");
  CHECK(dated("2022-01-05 10:30 | Rédaction") == "2022-01-05");
  CHECK(dated("Publié le 5 janvier 2022 à 10h30, modifié le 6 janvier 2022") == "2022-01-05");
  CHECK(dated("Mis en ligne par A. Roux le 1er mai 2021") == "2021-05-01");
  CHECK(dated("Par A. Roux - 05.01.2022") == "2022-01-05");
  CHECK(dated("Brest, le 5 janvier 2022") == "2022-01-05");
  CHECK(dated("  Saint-Malo, 5 janvier 2022 (Agence)") == "2022-01-05");
}

TEST_CASE("dateline: a day in prose is not the text's own") {
  CHECK(dated("La décision, adoptée le 6 janvier 2022, sera appliquée.").empty());
  CHECK(dated("Né à Brest, le 3 mars 1845").empty());
  CHECK(dated("Naissance : 3 mars 1845").empty());
  CHECK(dated("Le 14 juillet 1789, les Parisiens prirent la Bastille, et " + std::string(80, 'x'))
            .empty());
  CHECK(dated("Le décret du 24 septembre 1941 est abrogé.").empty());
  CHECK(dated("Le 1er mai").empty());
  CHECK(dated("janvier 2022").empty());
}

TEST_CASE("dateline: a day in the future is none, and the next counts") {
  CHECK(dated("16 juin 2022\n").empty());
  CHECK(dated("15 juin 2022") == "2022-06-15");
  CHECK(dated("16 juin 2022\nPublié le 14 juin 2022") == "2022-06-14");
}

TEST_CASE("dateline: only the opening is read") {
  CHECK(dated(std::string(2000, 'x') + "\n5 janvier 2022").empty());
  CHECK(dated("").empty());
  CHECK(dated("5").empty());
  CHECK(dated("99/99/9999 - 5 janvier 2022x").empty());
}
