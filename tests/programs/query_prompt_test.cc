// The prompt of limier-query, on a terminal of its own.
#include <optional>
#include <string>
#include <vector>

#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

using namespace limier::tests;

constexpr const char* kInterrupt = "\x03";
constexpr const char* kEndOfInput = "\x04";
constexpr const char* kUp = "\x1b[A";

const Workshop& library() {
  static const Workshop workshop;
  static const bool ready = [] {
    workshop.write("a.txt", "Le bac passe le gué.\n");
    workshop.write("b.txt", "La maire de Varenne a remis sa démission.\n");
    return workshop.index({"a.txt", "b.txt"}).code == 0;
  }();
  REQUIRE(ready);
  return workshop;
}

/// Somebody at a terminal who has started limier-query without words.
class Session {
 public:
  explicit Session(Arguments arguments = {}, const std::string& state = {}) {
    Setting setting = library().setting();
    setting.columns = 80;
    setting.types = true;
    // Without colours the output is plain text, and without a locale it must work as well.
    setting.environment = {{"NO_COLOR", "1"}, {"LC_ALL", "C"}, {"XDG_STATE_HOME", state}};
    arguments.insert(arguments.begin(), {"-d", library() / "db"});
    process_.emplace(searcher(), arguments, setting);
  }

  /// Types at the next prompt: before it, the terminal would take control characters for its own.
  void type(const std::string& keys) {
    wait("limier> ");
    process_->write(keys);
  }
  void type_more(const std::string& keys) { process_->write(keys); }
  void wait(const std::string& text) { process_->wait_for_output(text); }
  Result end() {
    type(kEndOfInput);
    return process_->finish();
  }

 private:
  std::optional<Process> process_;
};

}  // namespace

TEST_CASE("without words a terminal asks for queries") {
  Session session;
  session.type("bac\r");
  session.wait("Le bac passe le gué.");
  session.wait("1 document, ");
  session.type("-bac démission\r");
  session.wait("a remis sa démission.");
  CHECK(session.end().code == 0);
}

TEST_CASE("the end of input ends the prompt with a line end") {
  Session session;
  const Result result = session.end();
  CHECK(result.code == 0);
  CHECK(result.out.ends_with("\r\n"));
}

TEST_CASE("Ctrl-C at the prompt cancels the line and nothing else") {
  Session session;
  session.type("démission");
  session.wait("mission");
  session.type_more(kInterrupt);
  session.type("bac\r");
  session.wait("Le bac passe le gué.");
  CHECK(session.end().code == 0);
}

TEST_CASE("a line is edited by characters, not by bytes") {
  Session session;
  session.type("démissioné\x7f\r");
  session.wait("a remis sa démission.");
  CHECK(session.end().code == 0);
}

TEST_CASE("a query that fails does not end the prompt") {
  Session session;
  session.type(std::string(3000, 'a') + "\r");
  session.type("bac\r");
  session.wait("Le bac passe le gué.");
  CHECK(session.end().code == 0);
}

TEST_CASE("the queries of one session are there in the next") {
  const TempFolder state;
  {
    Session session({}, state.path());
    session.type("bac\r");
    session.wait("Le bac passe le gué.");
    session.type("bac\r");
    session.wait("Le bac passe le gué.");
    CHECK(session.end().code == 0);
  }
  CHECK(read_file(state / "limier/history") == "bac\n");
  Session session({}, state.path());
  session.type(std::string(kUp) + "\r");
  session.wait("Le bac passe le gué.");
  CHECK(session.end().code == 0);
}

TEST_CASE("the history does not grow without end") {
  const TempFolder state;
  std::string before;
  for (int i = 1; i <= 1200; ++i) before += "mot " + std::to_string(i) + "\n";
  state.write("limier/history", before);
  Session session({}, state.path());
  CHECK(session.end().code == 0);
  const std::vector<std::string> after = lines_of(read_file(state / "limier/history"));
  CHECK(after.size() == 1000);
  CHECK(after.back() == "mot 1200");
}

TEST_CASE("other formats are printed at the prompt as well") {
  Session session({"--format", "paths"});
  session.type("bac\r");
  session.wait("a.txt");
  CHECK(session.end().code == 0);
}

TEST_CASE("a history that cannot be kept is passed over") {
  Session session({}, "/proc/nulle-part");
  session.type("bac\r");
  session.wait("Le bac passe le gué.");
  const Result result = session.end();
  CHECK(result.code == 0);
  CHECK_FALSE(contains(result.out, "nulle-part"));
}
