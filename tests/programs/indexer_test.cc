// What limier-indexer promises of an ordinary run: which files it takes, what it replaces and
// removes, what it says and how it exits.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

#include <xapian.h>

#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

namespace fs = std::filesystem;
using namespace limier::tests;
using Names = std::vector<std::string>;

constexpr std::chrono::seconds kAnHour(3600);

/// Three short texts in two folders.
void write_three(const Workshop& workshop) {
  workshop.write("fonds/chat.txt", "La sieste\n\nUn chat gris dort sur le rebord du puits.\n");
  workshop.write("fonds/ferme/chien.txt", "La garde\n\nUn chien noir veille sur le puits.\n");
  workshop.write("ailleurs/oie.txt", "La mare\n\nUne oie blanche longe le puits.\n");
}

std::size_t count_generations(const Workshop& workshop) {
  const auto is_generation = [](const fs::directory_entry& entry) {
    return entry.path().filename().string().starts_with("generation-");
  };
  const fs::directory_iterator begin(workshop / "db");
  return static_cast<std::size_t>(std::count_if(begin, fs::directory_iterator(), is_generation));
}

Names sorted(Names names) {
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

TEST_CASE("a first run indexes all files under the sources") {
  const Workshop workshop;
  write_three(workshop);
  const Result result = workshop.index({"fonds", "ailleurs"});
  CHECK(result.code == 0);
  CHECK(result.err.empty());
  CHECK(is_one_line(result.out));
  CHECK(contains(result.out, "3 documents"));
  CHECK(sorted(workshop.found("puits")) ==
        Names{"ailleurs/oie.txt", "fonds/chat.txt", "fonds/ferme/chien.txt"});
}

TEST_CASE("the database is a folder that Xapian itself opens") {
  const Workshop workshop;
  write_three(workshop);
  REQUIRE(workshop.index({"fonds"}).code == 0);
  CHECK(Xapian::Database(workshop / "db").get_doccount() == 2);
  CHECK(is_sound(workshop.generation()));
}

TEST_CASE("a second run changes nothing and says so") {
  const Workshop workshop;
  write_three(workshop);
  REQUIRE(workshop.index({"fonds"}).code == 0);
  const std::string stub = read_file(workshop / "db/XAPIANDB");
  const Result result = workshop.index({"fonds"});
  CHECK(result.code == 0);
  CHECK(contains(result.out, "nothing changed"));
  CHECK(contains(result.out, "2 unchanged"));
  CHECK(result.err.empty());
  CHECK(read_file(workshop / "db/XAPIANDB") == stub);
  CHECK(workshop.found("puits").size() == 2);
}

TEST_CASE("a file that was touched but says the same is not indexed again") {
  const Workshop workshop;
  write_three(workshop);
  REQUIRE(workshop.index({"fonds"}).code == 0);
  age(workshop / "fonds/chat.txt", kAnHour);
  const Result result = workshop.index({"fonds"});
  CHECK(result.code == 0);
  CHECK(contains(result.out, "nothing changed"));
  CHECK(workshop.found("chat") == Names{"fonds/chat.txt"});
}

TEST_CASE("a changed file takes the place of what it said before") {
  const Workshop workshop;
  write_three(workshop);
  REQUIRE(workshop.index({"fonds"}).code == 0);
  workshop.write("fonds/chat.txt", "La sieste\n\nUn hérisson dort sous la haie du jardin.\n");
  const Result result = workshop.index({"fonds"});
  CHECK(result.code == 0);
  CHECK(contains(result.out, "1 changed"));
  CHECK(workshop.found("hérisson") == Names{"fonds/chat.txt"});
  CHECK(workshop.found("gris").empty());
  CHECK(workshop.found("chien") == Names{"fonds/ferme/chien.txt"});
}

TEST_CASE("a change that keeps the size of a file is seen by its time") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Un merle chante.\n");
  age(workshop / "fonds/a.txt", kAnHour);
  REQUIRE(workshop.index({"fonds"}).code == 0);
  workshop.write("fonds/a.txt", "Un geai chante..\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  CHECK(workshop.found("geai").size() == 1);
  CHECK(workshop.found("merle").empty());
}

TEST_CASE("a removed file is removed and nothing else") {
  const Workshop workshop;
  write_three(workshop);
  // Names that begin alike, before and after it in every order.
  workshop.write("fonds/chat.txt.bak", "Le puits de la sauvegarde.\n");
  workshop.write("fonds/cha", "Le puits sans suite.\n");
  workshop.write("fonds/chat/puits.txt", "Le puits du dossier.\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  fs::remove(workshop / "fonds/chat.txt");
  const Result result = workshop.index({"fonds"});
  CHECK(result.code == 0);
  CHECK(contains(result.out, "1 removed"));
  CHECK(sorted(workshop.found("puits")) ==
        Names{"fonds/cha", "fonds/chat.txt.bak", "fonds/chat/puits.txt", "fonds/ferme/chien.txt"});
}

TEST_CASE("a folder that is removed takes along all that was below it") {
  const Workshop workshop;
  write_three(workshop);
  workshop.write("fonds/ferme-haute.txt", "Le puits de la ferme haute.\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  fs::remove_all(workshop / "fonds/ferme");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  CHECK(sorted(workshop.found("puits")) == Names{"fonds/chat.txt", "fonds/ferme-haute.txt"});
}

TEST_CASE("a renamed file is found under its new name only") {
  const Workshop workshop;
  write_three(workshop);
  REQUIRE(workshop.index({"fonds"}).code == 0);
  fs::rename(workshop / "fonds/chat.txt", workshop / "fonds/matou.txt");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  CHECK(workshop.found("chat") == Names{"fonds/matou.txt"});
}

TEST_CASE("a source that is missing loses nothing and exits 3") {
  const Workshop workshop;
  write_three(workshop);
  REQUIRE(workshop.index({"fonds", "ailleurs"}).code == 0);
  fs::rename(workshop / "fonds", workshop / "parti");
  const Result result = workshop.index({"fonds", "ailleurs"});
  CHECK(result.code == 3);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, workshop / "fonds"));
  CHECK(workshop.found("puits").size() == 3);
}

TEST_CASE("a source that is suddenly empty loses nothing and exits 3") {
  const Workshop workshop;
  write_three(workshop);
  REQUIRE(workshop.index({"fonds"}).code == 0);
  fs::remove_all(workshop / "fonds");
  fs::create_directory(workshop / "fonds");
  const Result result = workshop.index({"fonds"});
  CHECK(result.code == 3);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, workshop / "fonds"));
  CHECK(contains(result.err, "--forget"));
  CHECK(workshop.found("puits").size() == 2);
}

TEST_CASE("a source that is missing from the first does not keep others from being indexed") {
  const Workshop workshop;
  write_three(workshop);
  const Result result = workshop.index({"nulle-part", "fonds"});
  CHECK(result.code == 3);
  CHECK(contains(result.err, workshop / "nulle-part"));
  CHECK(workshop.found("puits").size() == 2);
}

TEST_CASE("a mistyped source is told once, and not remembered") {
  const Workshop workshop;
  write_three(workshop);
  REQUIRE(workshop.index({"fonds"}).code == 0);
  const Result result = workshop.index({"fond"});
  CHECK(result.code == 3);
  CHECK(contains(result.err, workshop / "fond"));
  CHECK(workshop.index({}).code == 0);
  CHECK(workshop.index({"--rebuild", "fond"}).code == 3);
  CHECK(workshop.index({"--rebuild"}).code == 0);
  CHECK(workshop.found("puits").size() == 2);
}

TEST_CASE("a mistyped source alone makes no database") {
  const Workshop workshop;
  const Result result = workshop.index({"nulle-part"});
  CHECK(result.code == 2);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, "nulle-part"));
  CHECK_FALSE(fs::exists(workshop / "db"));
}

TEST_CASE("only what is under the given sources is brought up to date") {
  const Workshop workshop;
  write_three(workshop);
  REQUIRE(workshop.index({"fonds", "ailleurs"}).code == 0);
  fs::remove(workshop / "ailleurs/oie.txt");
  workshop.write("ailleurs/jars.txt", "Un jars garde le puits.\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  CHECK(workshop.found("oie") == Names{"ailleurs/oie.txt"});
  CHECK(workshop.found("jars").empty());
}

TEST_CASE("a folder given inside another source is looked at alone") {
  const Workshop workshop;
  write_three(workshop);
  REQUIRE(workshop.index({"fonds"}).code == 0);
  fs::remove(workshop / "fonds/chat.txt");
  workshop.write("fonds/ferme/ane.txt", "Un âne tourne autour du puits.\n");
  REQUIRE(workshop.index({"fonds/ferme"}).code == 0);
  CHECK(workshop.found("chat").size() == 1);
  CHECK(workshop.found("âne").size() == 1);
}

TEST_CASE("without a source the remembered ones are brought up to date") {
  const Workshop workshop;
  write_three(workshop);
  REQUIRE(workshop.index({"fonds"}).code == 0);
  REQUIRE(workshop.index({"ailleurs"}).code == 0);
  fs::remove(workshop / "fonds/chat.txt");
  workshop.write("ailleurs/jars.txt", "Un jars garde le puits.\n");
  Setting elsewhere;
  elsewhere.folder = "/";
  const Result result = workshop.index({"-q"}, elsewhere);
  CHECK(result.code == 0);
  CHECK(result.out.empty());
  CHECK(result.err.empty());
  CHECK(workshop.found("chat").empty());
  CHECK(workshop.found("jars").size() == 1);
}

TEST_CASE("without a source and without a database there is nothing to do") {
  const Workshop workshop;
  const Result result = workshop.index({});
  CHECK(result.code == 2);
  CHECK(is_one_line(result.err));
  CHECK_FALSE(fs::exists(workshop / "db"));
}

TEST_CASE("a file can be a source of its own") {
  const Workshop workshop;
  write_three(workshop);
  REQUIRE(workshop.index({"fonds/chat.txt"}).code == 0);
  CHECK(workshop.found("puits") == Names{"fonds/chat.txt"});
}

TEST_CASE("one file under two sources is one document") {
  const Workshop workshop;
  write_three(workshop);
  REQUIRE(workshop.index({"fonds", "fonds/chat.txt", "./fonds/../fonds/"}).code == 0);
  CHECK(workshop.found("chat") == Names{"fonds/chat.txt"});
  CHECK(workshop.found("puits").size() == 2);
}

TEST_CASE("the default database is that of the environment") {
  const Workshop workshop;
  write_three(workshop);
  Setting setting = workshop.setting();
  const auto is_made_at = [&](const std::string& place) {
    REQUIRE(run(indexer(), {"fonds"}, setting).code == 0);
    REQUIRE(run(searcher(), {"-c", "puits"}, setting).out == "2\n");
    return fs::exists(workshop / (place + "/XAPIANDB"));
  };
  SECTION("LIMIER_DATABASE, before all others") {
    setting.environment = {{"LIMIER_DATABASE", workshop / "un"},
                           {"XDG_DATA_HOME", workshop / "deux"},
                           {"HOME", workshop / "trois"}};
    CHECK(is_made_at("un"));
  }
  SECTION("the user's data folder") {
    setting.environment = {{"XDG_DATA_HOME", workshop / "deux"}, {"HOME", workshop / "trois"}};
    CHECK(is_made_at("deux/limier/index"));
  }
  SECTION("its usual place") {
    setting.environment = {{"HOME", workshop / "trois"}};
    CHECK(is_made_at("trois/.local/share/limier/index"));
  }
}

TEST_CASE("standard input adds and replaces by id and removes nothing") {
  const Workshop workshop;
  Setting setting;
  setting.input =
      "{\"id\":\"n1\",\"text\":\"Une loutre nage.\"}\n"
      "{\"id\":\"n2\",\"text\":\"Un castor nage.\"}\n";
  REQUIRE(workshop.index({"-"}, setting).code == 0);
  setting.input =
      "{\"id\":\"n2\",\"text\":\"Un ragondin nage.\"}\n"
      "{\"id\":\"n3\",\"text\":\"Une truite nage.\"}\n";
  const Result result = workshop.index({"-"}, setting);
  CHECK(result.code == 0);
  CHECK(sorted(workshop.found("nage")) == Names{"n1", "n2", "n3"});
  CHECK(workshop.found("ragondin") == Names{"n2"});
  CHECK(workshop.found("castor").empty());

  SECTION("also when it is empty") {
    REQUIRE(workshop.index({"-"}).code == 0);
    CHECK(workshop.found("nage").size() == 3);
  }
  SECTION("a run over the remembered sources does not wait for it") {
    write_three(workshop);
    REQUIRE(workshop.index({"fonds"}).code == 0);
    // The input stays open until the program has ended.
    Process process(indexer(), {"-d", workshop / "db"});
    while (process.is_running()) usleep(2000);
    CHECK(process.finish().code == 0);
    CHECK(workshop.found("nage").size() == 3);
  }
  SECTION("it survives a rebuild") {
    const std::string before = workshop.answers("db", "nage\nragondin\n");
    REQUIRE(workshop.index({"--rebuild"}).code == 0);
    CHECK(workshop.answers("db", "nage\nragondin\n") == before);
    setting.input = "{\"id\":\"n1\",\"text\":\"Un vison court.\"}\n";
    REQUIRE(workshop.index({"-"}, setting).code == 0);
    CHECK(sorted(workshop.found("nage")) == Names{"n2", "n3"});
  }
  SECTION("it can be forgotten") {
    REQUIRE(workshop.index({"--forget", "-"}).code == 0);
    CHECK(workshop.found("nage").empty());
  }
}

TEST_CASE("standard input is read in the format that is given") {
  const Workshop workshop;
  Setting setting;
  setting.input = "La crue\n\nLa rivière monte encore.\n";
  REQUIRE(workshop.index({"--format", "text", "-"}, setting).code == 0);
  CHECK(workshop.found("titre:crue").size() == 1);
}

TEST_CASE("a forgotten source is removed with its documents and not looked at again") {
  const Workshop workshop;
  write_three(workshop);
  REQUIRE(workshop.index({"fonds", "ailleurs"}).code == 0);
  const Result result = workshop.index({"--forget", "fonds"});
  CHECK(result.code == 0);
  CHECK(workshop.found("puits") == Names{"ailleurs/oie.txt"});
  REQUIRE(workshop.index({}).code == 0);
  CHECK(workshop.found("puits") == Names{"ailleurs/oie.txt"});
}

TEST_CASE("a source that has vanished can be forgotten") {
  const Workshop workshop;
  write_three(workshop);
  REQUIRE(workshop.index({"fonds", "ailleurs"}).code == 0);
  fs::remove_all(workshop / "fonds");
  CHECK(workshop.index({"--forget", "fonds"}).code == 0);
  CHECK(workshop.found("puits") == Names{"ailleurs/oie.txt"});
  CHECK(workshop.index({}).code == 0);
}

TEST_CASE("a source can be forgotten in a rebuild") {
  const Workshop workshop;
  workshop.write("fonds/chat.txt", "Un chat.\n");
  workshop.write("ailleurs/oie.txt", "Une oie.\n");
  REQUIRE(workshop.index({"fonds", "ailleurs"}).code == 0);
  CHECK(workshop.index({"--rebuild", "--forget", "ailleurs"}).code == 0);
  CHECK(workshop.found("oie").empty());
  CHECK(workshop.found("chat").size() == 1);
}

TEST_CASE("what is not a source cannot be forgotten") {
  const Workshop workshop;
  write_three(workshop);
  REQUIRE(workshop.index({"fonds"}).code == 0);
  const Result result = workshop.index({"--forget", "fonds/ferme"});
  CHECK(result.code == 2);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, "fonds/ferme"));
  CHECK(workshop.found("puits").size() == 2);
}

TEST_CASE("a source is remembered with its format") {
  const Workshop workshop;
  workshop.write("fiches", "{\"id\":\"f1\",\"text\":\"Un bleuet pousse.\"}\n");
  REQUIRE(workshop.index({"--format", "text", "fiches"}).code == 0);
  REQUIRE(workshop.found("bleuet") == Names{"fiches"});
  workshop.write("fiches", "{\"id\":\"f2\",\"text\":\"Un chardon pousse aussi.\"}\n");
  REQUIRE(workshop.index({}).code == 0);
  CHECK(workshop.found("chardon") == Names{"fiches"});

  SECTION("also over a rebuild") {
    REQUIRE(workshop.index({"--rebuild"}).code == 0);
    CHECK(workshop.found("chardon") == Names{"fiches"});
  }
  SECTION("with another one its files are read again, though they have not changed") {
    REQUIRE(workshop.index({"--format", "jsonl", "fiches"}).code == 0);
    CHECK(workshop.found("chardon") == Names{"f2"});
  }
}

TEST_CASE("what is no text is skipped in a walk and counted") {
  const Workshop workshop;
  write_three(workshop);
  const std::string binary(
      "\x7F"
      "ELF\x02\x01\x01\x00\x00\x00\x00\x00puits",
      17);
  SECTION("hidden files and folders") {
    workshop.write("fonds/.cache/a.txt", "Le puits caché.\n");
    workshop.write("fonds/.note.txt", "Le puits secret.\n");
    const Result result = workshop.index({"fonds"});
    CHECK(result.code == 0);
    CHECK(result.err.empty());
    CHECK(contains(result.out, "2 hidden"));
  }
  SECTION("binary files") {
    workshop.write("fonds/outil", binary);
    const Result result = workshop.index({"fonds"});
    CHECK(result.code == 0);
    CHECK(result.err.empty());
    CHECK(contains(result.out, "1 binary"));
  }
  SECTION("empty files and files of white space") {
    workshop.write("fonds/vide.txt", "");
    workshop.write("fonds/blanc.txt", " \n\t\n\u00A0\n");
    const Result result = workshop.index({"fonds"});
    CHECK(result.code == 0);
    CHECK(result.err.empty());
    CHECK(contains(result.out, "2 empty"));
  }
  SECTION("pipes and sockets and symbolic links") {
    REQUIRE(::mkfifo((workshop / "fonds/tube").c_str(), 0600) == 0);
    struct sockaddr_un address{};
    address.sun_family = AF_UNIX;
    (workshop / "fonds/prise").copy(address.sun_path, sizeof address.sun_path - 1);
    const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0) FAIL("no socket");
    REQUIRE(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    fs::create_symlink(workshop / "ailleurs/oie.txt", workshop / "fonds/lien.txt");
    fs::create_symlink("nulle-part", workshop / "fonds/mort");
    const Result result = workshop.index({"fonds"});
    ::close(listener);
    CHECK(result.code == 0);
    CHECK(result.err.empty());
    CHECK(contains(result.out, "4 neither file nor folder"));
  }
  CHECK(workshop.found("puits").size() == 2);
}

TEST_CASE("with --verbose what is skipped or removed is named") {
  const Workshop workshop;
  write_three(workshop);
  workshop.write("fonds/outil", std::string("puits\0\0\0\1\2", 10));
  CHECK(contains(workshop.index({"-v", "fonds"}).err, workshop / "fonds/outil"));
  fs::remove(workshop / "fonds/chat.txt");
  CHECK(contains(workshop.index({"-v", "fonds"}).err, workshop / "fonds/chat.txt"));
}

TEST_CASE("a binary file that is given by name is an error") {
  const Workshop workshop;
  write_three(workshop);
  workshop.write("outil", std::string("puits\0\0\0\1\2", 10));
  const Result result = workshop.index({"outil", "fonds"});
  CHECK(result.code == 3);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, workshop / "outil"));
  CHECK(contains(result.err, "binary"));
  CHECK(workshop.found("puits").size() == 2);
}

TEST_CASE("a binary file is an error by name also when a walk has skipped it before") {
  const Workshop workshop;
  workshop.write("fonds/chat.txt", "Un chat.\n");
  workshop.write("fonds/outil", std::string("puits\0\0\0\1\2", 10));
  REQUIRE(workshop.index({"fonds"}).code == 0);
  CHECK(workshop.index({"fonds/outil"}).code == 3);
}

TEST_CASE("a pipe that is given by name is an error and does not hang") {
  const Workshop workshop;
  write_three(workshop);
  REQUIRE(::mkfifo((workshop / "tube").c_str(), 0600) == 0);
  const Result result = workshop.index({"tube", "fonds"});
  CHECK(result.code == 3);
  CHECK(contains(result.err, workshop / "tube"));
  CHECK(workshop.found("puits").size() == 2);
}

TEST_CASE("a symbolic link is followed only as the source itself") {
  const Workshop workshop;
  write_three(workshop);
  fs::create_directory_symlink(workshop / "fonds", workshop / "fonds/ferme/boucle");
  fs::create_directory_symlink("..", workshop / "fonds/ferme/haut");
  fs::create_directory_symlink(workshop / "fonds", workshop / "lien");
  SECTION("a loop is not entered") {
    const Result result = workshop.index({"fonds"});
    CHECK(result.code == 0);
    CHECK(workshop.found("puits").size() == 2);
  }
  SECTION("a link and the folder that it names are one source, under the first name") {
    REQUIRE(workshop.index({"lien", "fonds"}).code == 0);
    CHECK(sorted(workshop.found("puits")) == Names{"lien/chat.txt", "lien/ferme/chien.txt"});
    CHECK(contains(workshop.index({"fonds"}).out, "nothing changed"));
    CHECK(contains(workshop.index({"--rebuild"}).out, "holds 2 documents"));
  }
  SECTION("a source may be a link to a folder") {
    REQUIRE(workshop.index({"lien"}).code == 0);
    CHECK(sorted(workshop.found("puits")) == Names{"lien/chat.txt", "lien/ferme/chien.txt"});
  }
}

TEST_CASE("a broken record does not cost the next one") {
  const Workshop workshop;
  workshop.write("fiches.jsonl",
                 "{\"id\":\"f1\",\"text\":\"Un tilleul.\"}\n"
                 "{\"id\":\"f2\",\"text\":\n"
                 "{\"id\":\"f3\",\"text\":\"Un autre tilleul.\"}\n");
  const Result result = workshop.index({"fiches.jsonl"});
  CHECK(result.code == 3);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, workshop / "fiches.jsonl"));
  CHECK(contains(result.err, "line 2"));
  CHECK(sorted(workshop.found("tilleul")) == Names{"f1", "f3"});

  SECTION("and is not reported again while it does not change") {
    const Result again = workshop.index({"fiches.jsonl"});
    CHECK(again.code == 0);
    CHECK(again.err.empty());
    CHECK(contains(again.out, "1 with a known problem"));
  }
  SECTION("also not when the file was only touched") {
    age(workshop / "fiches.jsonl", kAnHour);
    CHECK(workshop.index({"fiches.jsonl"}).code == 0);
  }
  SECTION("but reported when the file has changed and is still broken") {
    workshop.write("fiches.jsonl", "{\"id\":\"f1\",\"text\":\"Un charme.\"}\n\n\n[]\n");
    const Result again = workshop.index({"fiches.jsonl"});
    CHECK(again.code == 3);
    CHECK(contains(again.err, "line 4"));
    CHECK(workshop.found("charme") == Names{"f1"});
    CHECK(workshop.found("tilleul").empty());
  }
  SECTION("and forgotten when it is mended") {
    workshop.write("fiches.jsonl",
                   "{\"id\":\"f1\",\"text\":\"Un tilleul.\"}\n"
                   "{\"id\":\"f2\",\"text\":\"Le tilleul mutilé.\"}\n");
    const Result again = workshop.index({"fiches.jsonl"});
    CHECK(again.code == 0);
    CHECK(sorted(workshop.found("tilleul")) == Names{"f1", "f2"});
    CHECK_FALSE(contains(workshop.index({}).out, "known problem"));
  }
}

TEST_CASE("a broken record on standard input is reported with its line") {
  const Workshop workshop;
  Setting setting;
  setting.input = "{\"id\":\"f1\",\"text\":\"Un orme.\"}\noups\n{\"text\":\"Un autre orme.\"}\n";
  const Result result = workshop.index({"-"}, setting);
  CHECK(result.code == 3);
  CHECK(contains(result.err, "line 2"));
  CHECK(workshop.found("orme").size() == 2);
}

TEST_CASE("of two records with one id in a file the second is reported") {
  const Workshop workshop;
  workshop.write("fiches.jsonl",
                 "{\"id\":\"f1\",\"text\":\"Un frêne.\"}\n"
                 "{\"id\":\"f1\",\"text\":\"Un sureau.\"}\n");
  const Result result = workshop.index({"fiches.jsonl"});
  CHECK(result.code == 3);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, "line 2"));
  CHECK(contains(result.err, "f1"));
  CHECK(workshop.found("frêne") == Names{"f1"});
  CHECK(workshop.found("sureau").empty());
}

TEST_CASE("one id in two files is two documents") {
  const Workshop workshop;
  workshop.write("fonds/a.jsonl", "{\"id\":\"f1\",\"text\":\"Un frêne droit.\"}\n");
  workshop.write("fonds/b.jsonl", "{\"id\":\"f1\",\"text\":\"Un frêne penché.\"}\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  CHECK(workshop.found("frêne") == Names{"f1", "f1"});
}

TEST_CASE("a folder without permission is named and loses nothing") {
  if (!can_drop_privileges()) {
    WARN("skipped: permissions do not stop this user, and they cannot be made to");
    return;
  }
  const Workshop workshop;
  write_three(workshop);
  Setting setting;
  setting.without_privileges = true;
  REQUIRE(workshop.index({"fonds"}, setting).code == 0);
  const fs::path closed = workshop / "fonds/ferme";
  fs::permissions(closed, fs::perms::none);
  fs::remove(workshop / "fonds/chat.txt");
  workshop.write("fonds/renard.txt", "Un renard boit au puits.\n");
  const Result result = workshop.index({"fonds"}, setting);
  fs::permissions(closed, fs::perms::owner_all);
  CHECK(result.code == 3);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, closed.string()));
  // As long as the walk is not whole, nothing is taken for removed.
  CHECK(workshop.found("puits").size() == 3);
  CHECK(workshop.index({"fonds"}, setting).code == 0);
  CHECK(workshop.found("puits").size() == 2);
}

TEST_CASE("a file without permission is named and the others are indexed") {
  if (!can_drop_privileges()) {
    WARN("skipped: permissions do not stop this user, and they cannot be made to");
    return;
  }
  const Workshop workshop;
  write_three(workshop);
  fs::permissions(workshop / "fonds/chat.txt", fs::perms::none);
  Setting setting;
  setting.without_privileges = true;
  const Result result = workshop.index({"fonds"}, setting);
  CHECK(result.code == 3);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, workshop / "fonds/chat.txt"));
  CHECK(workshop.found("puits") == Names{"fonds/ferme/chien.txt"});
}

TEST_CASE("any bytes may stand in a file name") {
  const Workshop workshop;
  const Names names = {
      "deux\nlignes.txt",    "tab\tulation.txt", "octet-\xE9\xFF.txt", "  espaces  .txt", "-q",
      "guillemets \"'«».txt"};
  for (const std::string& name : names) workshop.write("fonds/" + name, "Une belette file.\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  const auto paths = [&] {
    const std::string out = workshop.query({"--format", "paths", "-0", "belette"}).out;
    Names result;
    for (std::size_t at = 0; at < out.size(); at = out.find('\0', at) + 1)
      result.emplace_back(out.c_str() + at);
    return sorted(result);
  };
  Names expected;
  for (const std::string& name : names) expected.push_back("fonds/" + name);
  CHECK(paths() == sorted(expected));

  SECTION("and is known again") {
    CHECK(contains(workshop.index({"fonds"}).out, "nothing changed"));
  }
  SECTION("and removed with its file") {
    for (const std::string& name : names) fs::remove(workshop / ("fonds/" + name));
    workshop.write("fonds/autre.txt", "Un furet file.\n");
    REQUIRE(workshop.index({"fonds"}).code == 0);
    CHECK(paths().empty());
  }
}

TEST_CASE("a path longer than a term of the index is one like others") {
  const Workshop workshop;
  std::string folder = "fonds";
  for (int depth = 0; depth < 5; ++depth) folder += "/" + std::string(120, 'd');
  workshop.write(folder + "/a.txt", "Une fouine file.\n");
  workshop.write(folder + "/b.txt", "Une hermine file.\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  REQUIRE(workshop.found("file").size() == 2);
  fs::remove(workshop / (folder + "/a.txt"));
  REQUIRE(workshop.index({"fonds"}).code == 0);
  CHECK(workshop.found("file") == Names{folder + "/b.txt"});
}

TEST_CASE("a database inside the folder that it indexes is not indexed") {
  const Workshop workshop;
  write_three(workshop);
  const std::string database = workshop / "fonds/base";
  const Setting setting = workshop.setting();
  REQUIRE(run(indexer(), {"-d", database, "fonds"}, setting).code == 0);
  const Result again = run(indexer(), {"-d", database, "fonds"}, setting);
  CHECK(again.code == 0);
  CHECK(contains(again.out, "nothing changed: 2 documents, files: 2 unchanged;"));
}

TEST_CASE("a rebuild publishes another generation with the same answers") {
  const Workshop workshop;
  write_three(workshop);
  workshop.write("fiches.jsonl",
                 "{\"id\":\"f1\",\"text\":\"Le seau du puits.\"}\n"
                 "{\"id\":\"f2\",\"text\":\"La corde du puits, usée par le seau.\"}\n");
  const std::string topics = "puits\nchat noir\nle seau du puits\n\"corde du puits\"\n";
  REQUIRE(workshop.index({"fonds", "fiches.jsonl", "ailleurs"}).code == 0);
  fs::remove(workshop / "fonds/chat.txt");
  REQUIRE(workshop.index({}).code == 0);
  const std::string answers = workshop.answers("db", topics);
  const fs::path generation = workshop.generation();
  SECTION("of all remembered sources") { REQUIRE(workshop.index({"--rebuild"}).code == 0); }
  SECTION("also when only one is named") {
    REQUIRE(workshop.index({"--rebuild", "fiches.jsonl"}).code == 0);
  }
  CHECK(workshop.generation() != generation);
  CHECK(workshop.answers("db", topics) == answers);
  CHECK(contains(workshop.index({}).out, "nothing changed"));
}

TEST_CASE("a generation is kept while a search may still read it") {
  const Workshop workshop;
  write_three(workshop);
  REQUIRE(workshop.index({"fonds"}).code == 0);
  REQUIRE(workshop.index({"--rebuild"}).code == 0);
  REQUIRE(workshop.index({}).code == 0);
  CHECK(count_generations(workshop) == 2);
  age(workshop / "db/XAPIANDB", kAnHour);
  REQUIRE(workshop.index({}).code == 0);
  CHECK(count_generations(workshop) == 1);
  CHECK(workshop.found("puits").size() == 2);
}

TEST_CASE("after many updates the answers are those of a clean build") {
  const Workshop workshop;
  const std::string topics = "puits\nânes\nroue du moulin\n\"roue du moulin\"\nmeunier\n";
  for (int i = 0; i < 30; ++i) {
    const std::string name = "fonds/" + std::to_string(i) + ".txt";
    workshop.write(name, "Page " + std::to_string(i) + "\n\nLa roue du moulin et le puits.\n");
  }
  REQUIRE(workshop.index({"fonds"}).code == 0);
  for (int i = 0; i < 30; i += 3) fs::remove(workshop / ("fonds/" + std::to_string(i) + ".txt"));
  REQUIRE(workshop.index({"fonds"}).code == 0);
  for (int i = 0; i < 30; i += 2)
    workshop.write("fonds/" + std::to_string(i) + ".txt",
                   "Le meunier\n\n" + std::string(static_cast<std::size_t>(i), ' ') +
                       "L’âne du meunier boit au puits.\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  REQUIRE(run(indexer(), {"-d", workshop / "neuf", "fonds"}, workshop.setting()).code == 0);
  CHECK(workshop.answers("db", topics) == workshop.answers("neuf", topics));
}

TEST_CASE("progress is shown on a terminal and not off it") {
  const Workshop workshop;
  write_three(workshop);
  SECTION("off a terminal") { CHECK(workshop.index({"fonds"}).err.empty()); }
  SECTION("off a terminal on demand") {
    CHECK(contains(workshop.index({"--progress", "always", "fonds"}).err, "\r"));
  }
  SECTION("on a terminal within one line of it") {
    Setting setting;
    setting.columns = 40;
    const std::string shown = workshop.index({"fonds"}, setting).out;
    const std::size_t begin = shown.find('\r');
    REQUIRE(begin != std::string::npos);
    CHECK(shown.find("\x1b[K", begin) - begin - 1 < 40);
  }
  SECTION("on a terminal not when it is unwanted") {
    Setting setting;
    setting.columns = 80;
    CHECK_FALSE(contains(workshop.index({"--progress", "never", "fonds"}, setting).out, "\x1b"));
  }
}

TEST_CASE("limier-indexer tells about itself") {
  const Result help = run(indexer(), {"--help"});
  CHECK(help.code == 0);
  CHECK(contains(help.out, "--rebuild"));
  CHECK(help.err.empty());
  const Result version = run(indexer(), {"--version"});
  CHECK(version.code == 0);
  CHECK(version.out.starts_with("limier-indexer "));
  CHECK(is_one_line(version.out));
}

TEST_CASE("limier-indexer refuses a command line that it does not understand") {
  const Workshop workshop;
  write_three(workshop);
  const auto arguments =
      GENERATE(Arguments{"--inconnu"}, Arguments{"-Z", "fonds"},
               Arguments{"--format", "cuneiforme", "fonds"}, Arguments{"-q", "-v", "fonds"},
               Arguments{"--wait", "longtemps", "fonds"}, Arguments{"--files-from", "-", "-"});
  CAPTURE(arguments);
  const Result result = workshop.index(arguments);
  CHECK(result.code == 2);
  CHECK(is_one_line(result.err));
  CHECK(result.out.empty());
  CHECK_FALSE(fs::exists(workshop / "db"));
}
