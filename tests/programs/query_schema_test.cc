// The JSON Schema that is installed with limier-query holds of what it prints.
#include <string>

#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

using namespace limier::tests;
using Json = nlohmann::json;

/// Python's validator: prints what is wrong with the JSON Lines on standard input.
constexpr const char* kValidate =
    "import json, jsonschema, sys\n"
    "schema = json.load(open(sys.argv[1], encoding='utf-8'))\n"
    "jsonschema.Draft202012Validator.check_schema(schema)\n"
    "validator = jsonschema.Draft202012Validator(schema)\n"
    "for line in sys.stdin.buffer:\n"
    "    for error in validator.iter_errors(json.loads(line)): print(error.message)\n";

std::string faults_of(const std::string& lines) {
  Setting setting;
  setting.input = lines;
  const Result result = run("python3", {"-c", kValidate, LIMIER_SCHEMA}, setting);
  CAPTURE(result.err);
  REQUIRE(result.code == 0);
  return result.out;
}

const Workshop& library() {
  static const Workshop workshop;
  static const bool ready = [] {
    workshop.write("a.txt", "Le bac\n\nLe bac passe le gué. L’Agence des bacs (ADB) le dit.\n");
    workshop.write("b.html", "<p>L’ADB tient le bac.</p>");
    workshop.write("c.jsonl",
                   "{\"id\":\"c1\",\"title\":\"Bac\",\"date\":\"2021\",\"source\":\"S\","
                   "\"author\":\"A\",\"url\":\"u:v\",\"text\":\"Un bac \\u001b[31m coule.\"}\n");
    return workshop.index({"a.txt", "b.html", "c.jsonl"}).code == 0;
  }();
  REQUIRE(ready);
  return workshop;
}

const Json& schema() {
  static const Json value = Json::parse(read_file(LIMIER_SCHEMA));
  return value;
}

}  // namespace

TEST_CASE("what is printed in JSON fulfils the installed schema") {
  const auto arguments = GENERATE(Arguments{"bac"}, Arguments{"hippopotame"}, Arguments{"ADB"},
                                  Arguments{"gué", "coule"}, Arguments{"--", ""},
                                  Arguments{"passse"}, Arguments{"--fields", "path,text", "bac"});
  CAPTURE(arguments);
  Arguments all = {"--format", "jsonl"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  const std::string out = library().query(all).out;
  CHECK(faults_of(out).empty());
  SECTION("which knows every key") {
    for (const Json& line : parse_lines(out)) {
      const Json& known = schema().at("$defs").at(line.at("type").get<std::string>());
      for (const auto& [key, value] : line.items()) {
        CAPTURE(key);
        CHECK(known.at("properties").contains(key));
      }
    }
  }
}

TEST_CASE("a batch in JSON fulfils the installed schema") {
  Setting setting;
  setting.input = "q1\tbac\n\nhippopotame\nq\x07\tgué\n";
  CHECK(faults_of(library().query({"--batch", "-", "--format", "jsonl"}, setting).out).empty());
}

TEST_CASE("the schema tells what is no line of JSON Lines") {
  for (const char* line :
       {R"({"type":"passage","rank":0})", R"({"type":"passage","line":"3"})", R"({"type":"end"})",
        R"({"type":"other"})", "[]", R"({"type":"passage","highlights":[[1]]})"}) {
    CAPTURE(line);
    CHECK_FALSE(faults_of(std::string(line) + "\n").empty());
  }
}
