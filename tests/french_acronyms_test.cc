#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/french/acronyms.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using namespace limier::corpus;
using limier::test::RandomText;

namespace {

/// The definitions of a text: `zac=zone amenagement concerte`, with a semicolon between.
std::string learnt(std::string_view text) {
  Chain chain;
  std::string result;
  for (const AcronymDefinition& found : find_acronyms(text, chain.analyse(text)))
    result += (result.empty() ? "" : "; ") + found.acronym + "=" + found.long_form;
  return result;
}

}  // namespace

TEST_CASE("acronyms are learnt from running text") {
  const std::vector<std::pair<std::string, std::string>> texts = {
      {"Hier, l’Organisation du traité de sécurité collective (OTSC) s’est réunie.",
       "otsc=organisation du traite de securite collective"},
      {"Selon l’OTSC (Organisation du traité de sécurité collective), rien ne presse.",
       "otsc=organisation du traite de securite collective"},
      {"Le Comité des pêcheurs de Valserac (CPV) a voté.", "cpv=comite des pecheurs de valserac"},
      {"Une réunion de l'Union des verriers (UV) est prévue.", "uv=union des verriers"},
      {"La Fédération internationale de la voile légère (F.I.V.L.) proteste.",
       "fivl=federation internationale de la voile legere"},
      {"Le F.I.V.L. (Forum insulaire des voiliers légers) ouvre demain.",
       "fivl=forum insulaire des voiliers legers"},
      {"Adressez-vous au Syndicat d'initiative de l'estuaire (SIE) avant midi.",
       "sie=syndicat initiative de estuaire"},
      {"L’Office national des marais et du sel (ONMS) recrute.",
       "onms=office national des marais et du sel"},
      {"Aucune organisation non gouvernementale (ONG) n’a répondu.",
       "ong=organisation non gouvernementale"},
      {"Le Groupe franco-belge d’études (GFBE) publie ses comptes.",
       "gfbe=groupe franco belge etudes"},
      {"Le Mouvement pour la paix (MPLP) défile.", "mplp=mouvement pour la paix"},
      {"L’Établissement public de Mornac (EPM) ferme.", "epm=etablissement public de mornac"},
      {"L’Établissement public de Mornac (ÉPM) ferme.", "epm=etablissement public de mornac"},
      {"une zone d’aménagement concerté ( ZAC ) près du port", "zac=zone amenagement concerte"},
      {"Le Parti du littoral (« PL ») perd un siège.", "pl=parti du littoral"},
      {"La CSTO (OTSC) et ses membres.", "otsc=csto; csto=otsc"},
      {"Le Cercle des marins (CM) et l’Amicale du vieux bassin (AVB) fusionnent.",
       "cm=cercle des marins; avb=amicale du vieux bassin"},
  };
  for (const auto& [text, definitions] : texts) {
    CAPTURE(text);
    CHECK(learnt(text) == definitions);
  }
}

TEST_CASE("acronyms: most parentheses define none") {
  for (const char* text : {
           "Le traité de sécurité (2014) reste en vigueur.",
           "Ils ont signé le traité (12 mai 2014).",
           "Il a dit « les chevals » (sic).",
           "Le port est fermé (voir p. 5).",
           "La ville de Mornac (France) est calme.",
           "Le ministre (ndlr) se tait.",
           "Le ministre a menti (NDLR).",
           "La séance ouvre tôt (18 h 30).",
           "Le maire (PS) de Valserac est absent.",
           "Des soldats ont débarqué (OTAN).",
           "Le navire (Le Courlis) est au bassin.",
           "Le Comité des pêcheurs de Valserac (voir CPV) a voté.",
           "Le Comité des pêcheurs de Valserac (cpv) a voté.",
           "Le Comité des pêcheurs. De Valserac (CPV) on ne sait rien.",
           "Le Comité des petits pêcheurs de Valserac (CPV) a voté.",
           "Comité des pêcheurs de Valserac CPV",
           "Comité des pêcheurs de Valserac (CPV",
           "Le Monsieur (M) est venu (!) ().",
           "",
       }) {
    CAPTURE(text);
    CHECK(learnt(text).empty());
  }
}

TEST_CASE("acronyms: the long form is the shortest run of words that spells it") {
  CHECK(learnt("Cela plaît au Cercle de chant du val (CCV).") == "ccv=cercle de chant du val");
  CHECK(learnt("La maison des métiers de la mer (MMM).") == "mmm=maison des metiers de la mer");
}

TEST_CASE("acronyms: a long form is compared as its folded words") {
  Chain chain;
  CHECK(long_form_of("Comité des Pêcheurs", chain) == "comite des pecheurs");
  CHECK(long_form_of("l’œuvre d’un porte-parole", chain) == "oeuvre un porte parole");
  CHECK(long_form_of(" … ", chain).empty());
}

TEST_CASE("acronyms: whatever the text, letters and words agree") {
  Chain chain;
  RandomText random(5);
  for (int i = 0; i < 500; ++i) {
    const std::string text = random.french(60);
    CAPTURE(text);
    for (const AcronymDefinition& found : find_acronyms(text, chain.analyse(text))) {
      CHECK(found.acronym.size() >= 2);
      REQUIRE_FALSE(found.long_form.empty());
      CHECK(found.long_form != found.acronym);
    }
  }
}
