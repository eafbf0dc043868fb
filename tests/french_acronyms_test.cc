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

TEST_CASE("acronyms: thirty definitions in running French") {
  struct Definition {
    std::string text;
    std::string acronym;
    std::string long_form;
  };
  const std::vector<Definition> definitions = {
      {"Hier, l’Organisation du traité de sécurité collective (OTSC) s’est réunie.", "otsc",
       "organisation du traite de securite collective"},
      {"Les soldats de l’OTSC (Organisation du traité de sécurité collective) se retirent.", "otsc",
       "organisation du traite de securite collective"},
      {"Le contingent de la CSTO (OTSC) quitte le pays.", "csto", "otsc"},
      {"L’Office national de l’eau et des milieux aquatiques (ONEMA) surveille les rivières.",
       "onema", "office national de eau et des milieux aquatiques"},
      {"Selon l’Insee (Institut national de la statistique et des études économiques), les prix "
       "montent.",
       "insee", "institut national de la statistique et des etudes economiques"},
      {"La Société nationale des chemins de fer français (SNCF) annonce des retards.", "sncf",
       "societe nationale des chemins de fer francais"},
      {"Les agents de la S.N.C.F. (Société nationale des chemins de fer) sont en grève.", "sncf",
       "societe nationale des chemins de fer"},
      {"Le budget de la recherche et développement (R&D) a doublé.", "r&d",
       "recherche et developpement"},
      {"Plusieurs organisations non gouvernementales (ONGs) protestent.", "ong",
       "organisations non gouvernementales"},
      {"OTSC – Organisation du traité de sécurité collective", "otsc",
       "organisation du traite de securite collective"},
      {"L’avis de l’« Agence nationale de sécurité du médicament » (ANSM) est attendu.", "ansm",
       "agence nationale de securite du medicament"},
      {"La Direction générale de la concurrence, de la consommation et de la répression des "
       "fraudes "
       "(DGCCRF) enquête.",
       "dgccrf",
       "direction generale de la concurrence de la consommation et de la repression des fraudes"},
      {"Ils ont signé un pacte civil de solidarité (Pacs) en mairie.", "pacs",
       "pacte civil de solidarite"},
      {"L’Agence de l’environnement et de la maîtrise de l’énergie (Ademe) finance le projet.",
       "ademe", "agence de environnement et de la maitrise de energie"},
      {"Un brin d’ADN (acide désoxyribonucléique) suffit.", "adn", "acide desoxyribonucleique"},
      {"Le navire de l’Ifremer (Institut français de recherche pour l’exploitation de la mer) "
       "rentre.",
       "ifremer", "institut francais de recherche pour exploitation de la mer"},
      {"Ancienne élève de l'École nationale d'administration (ENA), elle dirige le port.", "ena",
       "ecole nationale administration"},
      {"Votre caisse d’allocations familiales (Caf) vous répondra.", "caf",
       "caisse allocations familiales"},
      {"Le siège de l’ONU (Organisation des Nations unies, fondée en 1945) est à New York.", "onu",
       "organisation des nations unies"},
      {"Le conseil a révisé son plan local d’urbanisme (P.L.U.) en juin.", "plu",
       "plan local urbanisme"},
      {"Trois établissements d’hébergement pour personnes âgées dépendantes (Ehpad) ouvrent.",
       "ehpad", "etablissements hebergement pour personnes agees dependantes"},
      {"La Fédération nationale des syndicats d’exploitants agricoles — FNSEA — a rejeté le texte.",
       "fnsea", "federation nationale des syndicats exploitants agricoles"},
      {"Le Quai d’Orsay, ou ministère de l’Europe et des affaires étrangères (MEAE), se tait.",
       "meae", "ministere de europe et des affaires etrangeres"},
      {"Demandez un visa de long séjour valant titre de séjour (VLS-TS).", "vlsts",
       "visa de long sejour valant titre de sejour"},
      {"La Confédération générale du travail (CGT) et la Confédération française démocratique du "
       "travail (CFDT) appellent à la grève.",
       "cfdt", "confederation francaise democratique du travail"},
      {"Le texte de la Commission nationale de\nl’informatique et des libertés (CNIL) est long.",
       "cnil", "commission nationale de informatique et des libertes"},
      {"Les pays hors de l’Union européenne (UE) paient davantage.", "ue", "union europeenne"},
      {"Le salaire minimum interprofessionnel de croissance (Smic) augmente.", "smic",
       "salaire minimum interprofessionnel de croissance"},
      {"L’Unédic (Union nationale interprofessionnelle pour l’emploi dans l’industrie et le "
       "commerce) gère l’assurance chômage.",
       "unedic", "union nationale interprofessionnelle pour emploi dans industrie et le commerce"},
      {"L’Union de recouvrement des cotisations de sécurité sociale et d’allocations familiales "
       "(Urssaf) a relancé l’entreprise.",
       "urssaf",
       "union de recouvrement des cotisations de securite sociale et allocations familiales"},
  };
  CHECK(definitions.size() == 30);
  std::string missed;
  for (const Definition& definition : definitions) {
    const std::string found = "; " + learnt(definition.text) + ";";
    const std::string wanted = "; " + definition.acronym + "=" + definition.long_form + ";";
    if (found.find(wanted) == std::string::npos) missed += definition.acronym + " ";
  }
  CHECK(missed.empty());
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
           "Un RSA (refus d’attribution) se conteste.",
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
