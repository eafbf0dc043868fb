#include <set>
#include <string>

#include <xapian.h>

#include "corpus/french/chain.hh"
#include "corpus/store/terms.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using namespace limier::corpus;
using limier::test::RandomText;

namespace {

/// Whether Xapian takes a term, in a database on disk.
bool is_legal(const std::string& term) {
  static const limier::test::TemporaryFolder folder;
  static Xapian::WritableDatabase database((folder / "database").string(), Xapian::DB_CREATE);
  Xapian::Document document;
  document.add_term(term);
  try {
    database.add_document(document);
  } catch (const Xapian::InvalidArgumentError&) {
    return false;
  }
  return true;
}

}  // namespace

TEST_CASE("a term is its prefix and its content") {
  CHECK(make_term("S", "port") == "Sport");
  CHECK(make_term("XS", "gazette") == "XSgazette");
  CHECK(make_term("", "port") == "port");
  CHECK(make_term("P", "") == "P");
}

TEST_CASE("a content up to the limit stays, a longer one is hashed") {
  CHECK(make_term("Z", std::string(kMaxTermBytes - 1, 'a')) ==
        "Z" + std::string(kMaxTermBytes - 1, 'a'));
  const std::string a = make_term("P", "/" + std::string(4000, 'a') + "1");
  const std::string b = make_term("P", "/" + std::string(4000, 'a') + "2");
  CHECK(a.size() <= kMaxTermBytes);
  CHECK(a != b);
  CHECK(a.substr(0, 20) == "P/aaaaaaaaaaaaaaaaaa");
  CHECK(a == make_term("P", "/" + std::string(4000, 'a') + "1"));
}

TEST_CASE("a content with a NUL is hashed, since Xapian counts it twice") {
  const std::string a = make_term("Q", std::string("un\0deux", 7));
  const std::string b = make_term("Q", std::string("un\0trois", 8));
  CHECK(a.find('\0') == std::string::npos);
  CHECK(a.substr(0, 3) == "Qun");
  CHECK(a != b);
  CHECK(make_term("Q", std::string(1, '\0')) != make_term("Q", std::string(2, '\0')));
}

TEST_CASE("what is readable of a hashed content ends between code points") {
  std::string path = "/";
  while (path.size() < 400) path += "é";
  const std::string term = make_term("P", path);
  const auto hash = term.find('#');
  REQUIRE(hash != std::string::npos);
  CHECK((hash - 2) % 2 == 0);
}

TEST_CASE("whatever the content, its term is legal") {
  RandomText random(11);
  for (int round = 0; round < 2000; ++round) {
    std::string content = random.bytes(600);
    if (round % 2 == 0) content.insert(0, static_cast<std::size_t>(round % 300), 'x');
    const std::string term = make_term("P", content);
    if (term.size() > kMaxTermBytes || !is_legal(term)) FAIL("size " << content.size());
  }
}

TEST_CASE("other contents make other terms") {
  RandomText random(12);
  std::set<std::string> contents;
  std::set<std::string> terms;
  for (int round = 0; round < 3000; ++round) {
    const std::string content = random.bytes(400);
    contents.insert(content);
    terms.insert(make_term("Q", content));
  }
  CHECK(contents.size() == terms.size());
}

TEST_CASE("a form term holds the folded spelling, and its accents where there are any") {
  Chain chain;
  CHECK(form_term(chain.word("port")) == "port");
  CHECK(form_term(chain.word("Marché")) ==
        "marche\x01"
        "5é");
  CHECK(form_term(chain.word("différées")) ==
        "differees\x01"
        "4é1é");
  CHECK(form_term(chain.word("à")) ==
        "a\x01"
        "0à");
  CHECK(form_term(chain.word("marche")) == "marche");
  CHECK(form_term(chain.word("œuvre")) == "oeuvre");
  CHECK(form_term(chain.word("Þór")) == "thor\x01\x01þór");
  CHECK(accented_of("marche\x01"
                    "5é") == "marché");
  CHECK(accented_of("port") == "port");
}

TEST_CASE("a form term gives back the spelling with its accents, whatever it is") {
  Chain chain;
  RandomText random(1);
  for (int round = 0; round < 500; ++round) {
    for (const Token& token : chain.analyse(random.any(400)))
      CHECK(accented_of(form_term(*token.word)) == token.word->accented);
  }
}

TEST_CASE("a stem term is stemmed with the accents and folded after") {
  Chain chain;
  CHECK(stem_term(chain.word("présidée").stem) == "presid\x02");
  CHECK(stem_term(chain.word("énergies").stem) == "energ\x02");
}

TEST_CASE("a term without a prefix never begins like one with") {
  Chain chain;
  for (const char* word : {"Port", "ZORRO", "Qatar", "P", "S", "É", "XMANY", "2022"}) {
    const std::string term = form_term(chain.word(word));
    CHECK_FALSE((term[0] >= 'A' && term[0] <= 'Z'));
  }
}

TEST_CASE("the longest words make legal terms") {
  Chain chain;
  for (const char* letter : {"a", "é", "ж", "\U0001D11E"}) {
    std::string text;
    while (text.size() < 2000) text += letter;
    const Word& word = chain.word(text);
    CHECK(is_legal(form_term(word)));
    if (!word.stem.empty()) CHECK(is_legal(stem_term(word.stem)));
  }
}

TEST_CASE("a document is known by its path, and its record's id") {
  CHECK(document_key("/presse/port.txt", "") == "/presse/port.txt");
  CHECK(document_key("/a.jsonl", "1") != document_key("/b.jsonl", "1"));
  CHECK(document_key("/a.jsonl", "1") != document_key("/a.jsonl", "2"));
  CHECK(document_key("/a.jsonl", "1") != document_key("/a.jsonl", ""));
  CHECK(document_key("/b.jsonl", "1") < document_key("/a.jsonl", "2"));
  CHECK(document_term("/presse/port.txt") == "Q/presse/port.txt");
  CHECK(document_term(std::string(3000, 'a')).size() <= kMaxTermBytes);
}

TEST_CASE("a path is a term of its own") {
  CHECK(path_term("/presse/port.txt") == "P/presse/port.txt");
  CHECK(path_term("/presse") == "P/presse");
  CHECK(path_term("/" + std::string(4000, 'p')).size() <= kMaxTermBytes);
}

TEST_CASE("fields are found by both their names") {
  REQUIRE(find_field("title") != nullptr);
  CHECK(find_field("title") == find_field("titre"));
  CHECK(find_field("author") == find_field("auteur"));
  CHECK(find_field("source") == find_field("site"));
  CHECK(find_field("path") == find_field("chemin"));
  CHECK(find_field("") == nullptr);
  CHECK(find_field("Title") == nullptr);
  CHECK(find_field("titles") == nullptr);
}

TEST_CASE("the document terms of a record begin with what its id says, whatever the file") {
  const auto begins = [](const std::string& id) {
    return limier::corpus::document_term(limier::corpus::document_key("/a/b.jsonl", id))
        .starts_with(limier::corpus::record_term_head(id));
  };
  for (const std::size_t length :
       {1U, 100U, 119U, 120U, 121U, 226U, 227U, 228U, 244U, 245U, 300U}) {
    CAPTURE(length);
    CHECK(begins(std::string(length, 'i')));
    CHECK(begins(std::string(length - 1, 'i') + "\u00e9"));
  }
  CHECK(begins(std::string("a\0b", 3)));
}
