#include <string>
#include <vector>

#include "corpus/french/sentences.hh"
#include "corpus/utf8.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using namespace limier::corpus;
using limier::test::RandomText;

namespace {

/// The sentences of a text, after the checks that hold for any text.
std::vector<Sentence> cut(const std::string& text) {
  std::vector<Sentence> result = sentences(text);
  std::size_t at = 0;
  const auto holds_only_space = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end;) {
      const CodePoint c = code_point_at(text, i);
      const bool space = c.value == 0x20 || (c.value >= 0x09 && c.value <= 0x0D) ||
                         c.value == 0x85 || c.value == 0xA0 || c.value == 0x1680 ||
                         (c.value >= 0x2000 && c.value <= 0x200A) || c.value == 0x2028 ||
                         c.value == 0x2029 || c.value == 0x202F || c.value == 0x205F ||
                         c.value == 0x3000;
      if (!space) return false;
      i = c.end;
    }
    return true;
  };
  for (const Sentence& sentence : result) {
    const bool sound = sentence.begin < sentence.end && sentence.end <= text.size() &&
                       sentence.begin >= at &&
                       code_point_start(text, sentence.begin) == sentence.begin &&
                       code_point_start(text, sentence.end) == sentence.end;
    if (!sound) FAIL("a sentence is no slice of: " << text);
    if (!holds_only_space(at, sentence.begin)) FAIL("something is in no sentence of: " << text);
    at = sentence.end;
  }
  if (!holds_only_space(at, text.size())) FAIL("the end is in no sentence of: " << text);
  if (!result.empty() && !result[0].opens_paragraph) FAIL("no paragraph opens: " << text);
  return result;
}

/// A text in which `|` stands before each sentence but the first, cut anew.
std::string again(const std::string& marked) {
  std::string text;
  for (const char c : marked)
    if (c != '|') text += c;
  std::string result;
  std::size_t at = 0;
  for (const Sentence& sentence : cut(text)) {
    result += text.substr(at, sentence.begin - at);
    if (!result.empty() && sentence.begin > 0) result += '|';
    result += text.substr(sentence.begin, sentence.end - sentence.begin);
    at = sentence.end;
  }
  return result + text.substr(at);
}

void check_all(const std::vector<std::string>& marked) {
  for (const std::string& text : marked) CHECK(again(text) == text);
}

/// The sentences that open a paragraph, as a string: `P` for each that does, `.` for the others.
std::string paragraphs(const std::string& text) {
  std::string result;
  for (const Sentence& sentence : cut(text)) result += sentence.opens_paragraph ? 'P' : '.';
  return result;
}

}  // namespace

TEST_CASE("a sentence ends at its point") {
  check_all({
      "Le port dort. |La ville dort aussi.",
      "Qui vient ? |Personne. |Alors, partons !",
      "Quel temps ! |Quelle pluie ! |Quel vent !",
      "Quoi ?! |Rien.",
      "Vraiment ??? |Oui, vraiment !",
      "Et puis… |Rien.",
      "Et puis... |Rien.",
      "Il a dit non. |Et toi ?",
      "Le port dort",
      "Il vient avec moi. |Me voilà.",
      "Élie rit. |Œdipe pleure. |À demain.",
  });
}

TEST_CASE("what goes on in lower case is the same sentence") {
  check_all({
      "Et puis… rien.",
      "Et puis... rien.",
      "Quoi ! s’écria-t-il.",
      "Ah ? dit-elle, bon.",
      "Il est 5 h. du matin.",
  });
}

TEST_CASE("titles before a name end no sentence") {
  check_all({
      "M. Dupont est là. |Mme Roux aussi.",
      "MM. Dupont et Roux sont là.",
      "Mme. Roux dort. |Mlle. Petit veille.",
      "Le Dr Petit dort. |Le Pr. Grand veille.",
      "Mgr. Roux prie. |Me. Petit plaide.",
      "Me Roux plaide.",
      "St. Malo et Ste. Anne.",
      "Dr. Petit, M.D., est là.",
      "Le port (M. Roux) dort.",
      "Dans la lettre de M.\u00A0Roux, rien.",
  });
}

TEST_CASE("abbreviations of references end no sentence") {
  check_all({
      "Voir l’art. 5 du code. |Il est clair.",
      "Voir p. 12 et pp. 14-18. |C’est tout.",
      "Le vol. 3 de l’éd. de 1890 manque.",
      "Cf. Dupont 2012. |Il a tort.",
      "Cf. p. 12, fig. 3, et al. dans la coll. Roux.",
      "Voir ibid. p. 3.",
      "Dupont et al. ont tort.",
      "Le n. 5 et le no. 6.",
      "Un tour de main, p. ex. le sel.",
      "C.-à-d. rien.",
      "Vol. 2. |Puis rien.",
      "(Voir p. 5.) |Le reste suit.",
  });
}

TEST_CASE("abbreviations of dates and measures end no sentence") {
  check_all({
      "Le 5 janv. 2022, le 6 févr. 2022 et le 7 sept. 2022.",
      "Le 8 oct. 2022, le 9 nov. 2022 et le 10 déc. 2022. |Ensuite, rien.",
      "Le 8 OCT. 2022.",
      "Il naquit en 52 av. J.-C. à Valserac.",
      "Il mourut en 12 apr. J.-C. à Valserac.",
      "Il vécut vers 1850 env. avant de partir.",
      "Min. 5 et max. 10 par jour.",
      "Le tél. 02 00 00 est occupé.",
      "Le n° 5 est vide. |Le no. 6 aussi.",
  });
}

TEST_CASE("an abbreviation that is a word as well needs its number") {
  check_all({
      "C’est de l’art. |Il est beau.",
      "Voir l’art. 5 du code. |Il est clair.",
      "Un as du vol. |Il vole.",
      "Le 3 déc. |Il neige.",
      "Le 3 déc. 2021 il neige.",
      "Il mourut en 52 av. J.-C. |Son fils régna.",
  });
}

TEST_CASE("etc. may end a sentence") {
  check_all({
      "Il y a des pommes, des poires, etc. |Le reste pourrit.",
      "Des pommes, etc., et des poires.",
      "Des pommes, etc. sont tombées.",
  });
}

TEST_CASE("initials end no sentence, acronyms may") {
  check_all({
      "J. Dupont et J.-P. Roux ont signé.",
      "A. B. Martin a signé. |Puis il partit.",
      "N. B. Le reste suit.",
      "N.B. : rien.",
      "L’O.T.S.C. a parlé.",
      "L’U.E. a parlé.",
      "Il vit aux U.S.A. |Elle non.",
      "La séance de l’O.T.S.C. |Le président a parlé.",
      "P.-S. : rien.",
      "Louis XIV régna. |Louis XV aussi.",
      "Le règne d’Henri IV. |Puis rien.",
  });
}

TEST_CASE("the letter m is a unit, the capital M a man") {
  check_all({
      "Il fait 1,5 m. |Puis il saute.",
      "Il a vu M. Puis.",
  });
}

TEST_CASE("figures are not cut") {
  check_all({
      "Le taux est de 1,5 %. |Le reste suit.",
      "Le taux est de 1.5 point. |Le reste suit.",
      "Il a 20.000 euros. |C’est peu.",
      "Il a 20\u202F000 euros. |C’est peu.",
      "Le 05.01.2022 à 20 h 30. |Rien.",
      "En 2022. |2023 fut pire.",
      "Il est né le 5 mai 1890. |Il meurt le 6. |Adieu.",
      "À 9 h 30, le port ouvre. |À 18 h, il ferme.",
      "Il est arrivé à 20 h. |Il est parti.",
      "Il paie 5 €. |Elle aussi.",
      "Il a eu 10/20. |Bravo.",
      "Le 1er mai. |Le 2 aussi.",
  });
}

TEST_CASE("names of the net are not cut") {
  check_all({
      "Lu sur valserac.fr. |C’est vrai.",
      "Lu sur valserac.fr hier.",
      "Écrire à phare@valserac.fr. |Merci.",
      "Voir https://valserac.fr/port?quai=3. |Rien d’autre.",
  });
}

TEST_CASE("a quotation holds its marks") {
  check_all({
      "Il cria : « Non ! » |Elle partit.",
      "Il cria : «\u202FNon\u202F!\u202F» |Elle partit.",
      "« Non ! » cria-t-il.",
      "« Viens. » |Il vint.",
      "Il dit : « Viens. » |Puis il partit.",
      "Il dit « viens ! », puis partit.",
      "Il dit : « Où ? », puis : « Quand ? » |Personne ne répond.",
      "« Il dort », dit-elle. |Puis elle partit.",
      "« Quoi ! » s’écria-t-il. |Puis il rit.",
      "“Non.” |Elle rit.",
      "\"Non.\" |Elle rit.",
      "Il a dit « non ». |Elle a dit « oui ».",
      "(Il rit.) |Elle aussi.",
      "Il rit (elle aussi). |Puis plus rien.",
      "C’est vrai : « Il dort. » |Elle veille.",
      "Il rit. |« Elle aussi », dit M. Roux.",
      "Fin [1]. |Suite.",
  });
}

TEST_CASE("a long quotation may be cut between its own sentences") {
  check_all({
      "« Viens. |Reste ici. » |Il vint.",
      "« Viens ! |Reste ici ! » |Il vint.",
  });
}

TEST_CASE("a dialogue has a sentence for each who speaks") {
  check_all({
      "— Viens-tu ? |— Non. |— Dommage.",
      "— Viens-tu ? demanda-t-il. |— Non.",
      "– Qui ? |– Moi.",
  });
}

TEST_CASE("stray points make no sentence of their own") {
  check_all({
      "VALSERAC, 5 janvier. /AGENCE/. |Le maire a parlé.",
      "VALSERAC, 5 janvier /AGENCE/. |Le maire a parlé.",
      "La côte . . |Un bateau passe.",
      "Une ville . |Un port.",
      "« Il dort » . |Bien.",
      "Il dort. * * *",
  });
}

TEST_CASE("without a space there is no border") {
  check_all({
      "Il a dit non.Elle est partie.",
      "Fin.[1] Suite.",
  });
}

TEST_CASE("lists have a sentence a line, and their numbers stay with them") {
  check_all({
      "1. Allumer le four.",
      "1. Allumer le four.\n|2. Casser les œufs.\n|3. Servir.",
      "a) Allumer le four.\n|b) Servir.",
      "- le pain\n|- le vin\n|- le sel",
      "Le menu :\n|— le pain ;\n|— le vin.",
      "Sommaire\n|Introduction\n|Conclusion",
  });
}

TEST_CASE("a line end is a border, a blank line a paragraph's too") {
  check_all({
      "Titre du texte\n\n|Le port dort. |La ville aussi.",
      "Un paragraphe.\n\n\n|Un autre.",
      "Une ligne\n|Une autre ligne\n",
      "Le port\n\n|Il dort depuis l’aube. |La mer monte.\n|La ville s’éveille.",
  });
  CHECK(paragraphs("Un. Deux.\n\nTrois. Quatre.") == "P.P.");
  CHECK(paragraphs("Un\n \t\nDeux") == "PP");
  CHECK(paragraphs("Un.\nDeux.") == "PP");
  CHECK(paragraphs("Un\nDeux") == "P.");
}

TEST_CASE("verse has a sentence a line") {
  check_all({
      "Le vent se lève au large\n|Et gonfle les filets,\n|La mer comme une barge\n|Porte les "
      "vieux galets.",
      "Ô mer,\n|Ô nuit !\n\n|Le phare luit.",
  });
  CHECK(paragraphs("Le vent se lève\nEt gonfle les filets\n\nLa mer comme une barge\nPasse") ==
        "P.P.");
}

TEST_CASE("the line ends of a hard-wrapped text are spaces") {
  const std::string letter =
      "Je vous écris du phare où la tempête nous retient depuis\n"
      "trois jours, et rien ne laisse espérer que le bateau du\n"
      "ravitaillement passe la barre avant lundi. |Le gardien dort\n"
      "peu, et nous jouons aux cartes avec le vieux chien de M.\n"
      "Roux, qui dort encore moins. |Nous avons du pain.\n\n"
      "|Le baromètre remonte pourtant depuis ce matin, et la lampe\n"
      "tient bon. |À bientôt.";
  CHECK(again(letter) == letter);
  CHECK(paragraphs("Je vous écris du phare où la tempête nous retient depuis\n"
                   "trois jours, et rien ne laisse espérer que le bateau du\n"
                   "ravitaillement passe. Le gardien dort peu.\n\n"
                   "Le baromètre remonte pourtant depuis ce matin, et la lampe\n"
                   "tient bon.") == "P.P");
}

TEST_CASE("a text without words has at most one sentence") {
  CHECK(cut("").empty());
  CHECK(cut(" \n\t\n\u00A0\u202F\n").empty());
  CHECK(cut("***").size() == 1);
  CHECK(cut("...").size() == 1);
  CHECK(cut("— ! ? …").size() == 1);
}

TEST_CASE("what has no end is cut at a space") {
  std::string words;
  while (words.size() < 10'000) words += "marée basse ";
  const auto parts = cut(words);
  CHECK(parts.size() > 5);
  for (const Sentence& part : parts) {
    CHECK(part.end - part.begin <= kMaxSentenceBytes + 20);
    CHECK((part.end == words.size() - 1 || words[part.end] == ' '));
  }
  SECTION("or anywhere, if there is none") {
    std::string word;
    while (word.size() < 20'000) word += "é";
    const auto pieces = cut(word);
    CHECK(pieces.size() > 5);
    for (const Sentence& piece : pieces)
      CHECK(piece.end - piece.begin <= 2 * kMaxSentenceBytes + 4);
  }
}

TEST_CASE("a megabyte of one sign is cut like any text") {
  for (const char* sign : {".", "! ", "«", "» ", "\n", "a\n", "M. ", ". (", "1. ", "é", "…"}) {
    CAPTURE(sign);
    std::string text;
    while (text.size() < 1'000'000) text += sign;
    cut(text);
  }
}

TEST_CASE("news is cut between its sentences") {
  check_all({
      "M. Roux, 52 ans, dirige le port. |Mme Petit l’a nommé le 3 févr. 2021. |Il en rit.",
      "Selon le Dr A. Martin, c’est grave. |Le Pr J.-L. Blanc en doute.",
      "Le cours a pris 3,5 % à 12,40 euros. |À 17 h 30, il en valait 12,10.",
      "La S.N.C.F. annule 20 trains. |Les usagers s’en plaignent.",
      "Le n° 12 du bd. Carnot a brûlé. |Personne n’y vivait.",
      "« Nous verrons », a dit M. Roux. |« Peut-être en oct. », a-t-il ajouté.",
      "Il a écrit : « Je pars. » |Sa femme, Mme Roux, n’en sait rien.",
      "Le prix est de 1.200 euros. |Il était de 1.100 euros en janv. dernier.",
      "La loi du 5 juil. 1983 (art. 3) le dit. |Le décret aussi.",
      "Les élus (maire, adjoints, etc.) ont voté. |Le budget est adopté.",
      "Où va-t-il ? |Nul ne le sait. |Mais il va.",
      "Elle a crié « Au feu ! » et couru. |Le feu était petit.",
      "Rome fut fondée en 753 av. J.-C. par Romulus. |César mourut en 44 av. J.-C. à Rome.",
      "Cf. l’éd. de 1901, vol. 2, p. 33. |Le texte y est entier.",
      "Le port de St. Jean dort. |Celui de Ste. Marie aussi.",
      "Le C.H.U. est plein. |On attend 4 h.",
      "Il fait 35 °C. |Demain, 38 °C.",
      "Il gagne 2 000 € par mois. |Elle, 2\u202F500 €.",
      "L’U.E. et l’O.N.U. négocient. |Rien n’avance.",
      "J. K. Petit a écrit vingt livres. |Aucun n’est lu.",
      "Quel âge a-t-il ? |52 ans.",
      "Ils sont venus... puis repartis. |Nul ne les a vus.",
      "Le train de 8 h 12 est parti à 8 h 20. |Celui de 9 h ne partira pas.",
      "Voir fig. 3. |La courbe monte.",
      "Il a lu le chap. 4. |Le chap. 5 l’ennuie.",
      "Me Blanc plaide pour MM. Roux et Petit. |Le juge écoute.",
      "Né le 12.03.1950 à Valserac, il y vit. |Il y mourra.",
      "C’était vers 1850. |Le phare n’existait pas.",
      "Le match (2-1) fut beau. |Le retour (0-3) moins.",
      "Est-ce vrai ?! |Oui !",
      "Il a dit non (p. 4). |Puis oui (p. 5).",
      "L’art. L. 1221-1 du code s’applique. |Nul ne le conteste.",
      "Il arrive d’Aix. |Elle part pour l’Est.",
      "Le taux : 4,5 pour mille. |C’est trop.",
      "Louis XIV. |Son règne fut long.",
      "Tél. 01 02 03 04 05. |Fermé le lundi.",
      "Rendez-vous à 20 h. |Entrée libre.",
      "Le vin (un blanc, cuvée 2015 !) plaît. |Le rouge, non.",
      "Il cite « Le Port » et « La Mer ». |Il n’a lu ni l’un ni l’autre.",
      "Selon l’A.F.P. hier, tout va bien. |Selon d’autres, non.",
      "La R.D. 12 est coupée. |Prendre la R.D. 14.",
      "Le 1er janv. tombe un lundi. |Le 2 aussi est chômé.",
      "Nos env. 300 clients attendent. |Nos 12 commis aussi.",
      "Il y eut max. 40 mm de pluie. |Ce fut assez.",
      "Fin de l’alerte. |(Il pleut encore.) |Restez chez vous.",
      "« Qui vient ? |— Moi. » |Il entra.",
      "Le prix « Jeune Mer » revient à A. Petit. |Il a 19 ans.",
      "Mlle Blanc et Mgr Roux dînent. |Le Dr Petit les rejoint.",
      "Le vote a lieu le 12 juin. |Le 13, on compte.",
      "Il pèse 80 kg. |Il mesure 1,80 m. |Il court.",
  });
}

TEST_CASE("whatever the text, its sentences tile it") {
  RandomText random(20220105);
  for (int round = 0; round < 10'000; ++round) cut(random.any(40));
  for (int round = 0; round < 30; ++round) cut(random.french(4000));
}
