// What a user sees of shards that do not answer: which it is, in time, and what the others say.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <xapian.h>

#include "tests/catch.hh"
#include "tests/programs/shards.hh"
#include "tests/programs/support.hh"

namespace {

using namespace limier::tests;
using Json = nlohmann::json;
using std::chrono::steady_clock;

/// Two shards, each with a text about its lighthouse. `both` is the database of the two.
struct Coast {
  Workshop workshop;
  std::unique_ptr<Server> north;
  std::unique_ptr<Server> south;

  Coast() {
    for (const char* name : {"nord", "sud"}) {
      workshop.write(fmt::format("{}.txt", name), fmt::format("Le phare du {} brille.\n", name));
      const Result made =
          run(indexer(), {"-d", workshop / name, fmt::format("{}.txt", name)}, workshop.setting());
      REQUIRE(made.code == 0);
    }
    north = std::make_unique<Server>(workshop / "nord");
    south = std::make_unique<Server>(workshop / "sud");
    write_stub(workshop, "db", {north->line(), south->line()});
  }

  /// What is told of the southern shard by whoever cannot do without.
  [[nodiscard]] std::string told_of_south() const { return "db: shard " + south->place() + ": "; }
};

void check_names(const Result& result, const std::string& shard) {
  CHECK(result.code == 2);
  CHECK(result.out.empty());
  CHECK(is_one_line(result.err));
  CAPTURE(result.err);
  CHECK(contains(result.err, shard));
  CHECK(contains(result.err, "--partial"));
}

/// Whether a result is the northern text alone, and says so.
void check_partial(const Result& result, const std::string& missing) {
  CAPTURE(result.out, result.err);
  CHECK(result.code == 0);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, "partial: shard " + missing + " is left out: "));
  const auto lines = parse_lines(result.out);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].at("path") == "nord.txt");
  CHECK(lines[1].at("partial") == Json{missing});
}

const Arguments kPartial = {"phare", "--format", "jsonl", "--partial", "--timeout", "3"};

/// Asks an open batch, and returns which shards had no part in the answer.
Json missing_in_answer(Process& queries) {
  queries.write("phare\n");
  while (true)
    if (const Json line = Json::parse(queries.read_line()); line.at("type") == "end")
      return line.at("partial");
}

/// Accepts connections and says something to each.
class FakeServer {
 public:
  explicit FakeServer(std::string says) : says_(std::move(says)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    const bool listens =
        ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
        ::listen(socket_, 8) == 0;
    REQUIRE(listens);
    thread_ = std::thread([this] { serve(); });
  }
  ~FakeServer() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    for (const int client : clients_) ::close(client);
    ::close(socket_);
  }
  FakeServer(const FakeServer&) = delete;
  FakeServer& operator=(const FakeServer&) = delete;

  [[nodiscard]] std::string place() const { return fmt::format("127.0.0.1:{}", port_); }

 private:
  void serve() {
    while (true) {
      const int client = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) return;
      static_cast<void>(::send(client, says_.data(), says_.size(), MSG_NOSIGNAL));
      clients_.push_back(client);
    }
  }

  std::string says_;
  unsigned port_ = free_port();
  int socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::vector<int> clients_;
  std::thread thread_;
};

}  // namespace

TEST_CASE("shards: two servers answer as one database") {
  const Coast coast;
  CHECK(coast.workshop.query({"-c", "phare"}).out == "2\n");
  const Result shown = coast.workshop.query({"--show", "sud.txt"});
  CHECK(shown.code == 0);
  CHECK(contains(shown.out, "Le phare du sud brille."));
}

TEST_CASE("a dead shard is named, or left out on demand") {
  Coast coast;
  coast.south->kill();
  check_names(coast.workshop.query({"phare"}), coast.told_of_south());
  check_partial(coast.workshop.query(kPartial), coast.south->place());
  SECTION("by every format on standard error") {
    for (const char* format : {"text", "lines", "csv", "tsv", "paths", "trec"}) {
      const Result result = coast.workshop.query({"phare", "--partial", "--format", format});
      CHECK(result.code == 0);
      CHECK(contains(result.err, "partial: shard " + coast.south->place()));
    }
  }
  SECTION("when documents are counted or shown") {
    const Result count = coast.workshop.query({"-c", "phare", "--partial"});
    CHECK(count.out == "1\n");
    CHECK(contains(count.err, "partial: shard " + coast.south->place()));
    const Result shown = coast.workshop.query({"--show", "sud.txt", "--partial"});
    CHECK(shown.code == 1);
    CHECK(contains(shown.err, "partial: shard " + coast.south->place()));
  }
  SECTION("but not all of them") {
    coast.north->kill();
    check_names(coast.workshop.query(kPartial), "shard " + coast.north->place());
  }
}

TEST_CASE("a stalled shard is waited for as long as --timeout says") {
  const Coast coast;
  coast.south->stall();
  const auto start = steady_clock::now();
  check_names(coast.workshop.query({"phare", "--timeout", "1"}), coast.told_of_south());
  check_partial(coast.workshop.query(kPartial), coast.south->place());
  // Generous: the machine may be busy.
  CHECK(steady_clock::now() - start < std::chrono::seconds(15));
}

TEST_CASE("stalled shards are waited for side by side") {
  const Coast coast;
  coast.south->stall();
  std::vector<std::string> lines = {coast.north->line()};
  for (int i = 0; i < 8; ++i) lines.push_back(coast.south->line());
  write_stub(coast.workshop, "db", lines);
  const Result result = coast.workshop.query(kPartial);
  CHECK(result.code == 0);
  CHECK(parse_lines(result.out).back().at("partial").size() == 8);
}

TEST_CASE("what is no Xapian server is named as a dead shard is") {
  const Coast coast;
  std::mt19937 random(5);
  std::string noise(4000, ' ');
  for (char& c : noise) c = static_cast<char>(random());
  for (const std::string& says :
       {std::string("HTTP/1.1 400 Bad Request\r\n\r\n"), std::string("SSH-2.0-OpenSSH_9.2\r\n"),
        noise, std::string(100, '\0'), std::string(100, '\xff'),
        // A greeting of a length that no memory holds.
        std::string("\x00\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 10) + noise}) {
    const FakeServer fake(says);
    write_stub(coast.workshop, "db", {coast.north->line(), "remote " + fake.place()});
    check_names(coast.workshop.query({"phare", "--timeout", "1"}), "db: shard " + fake.place());
    check_partial(coast.workshop.query(kPartial), fake.place());
  }
}

TEST_CASE("a shard that fails between two queries costs no more than the next one") {
  Coast coast;
  Process queries(
      searcher(),
      {"-d", coast.workshop / "db", "--timeout", "1", "--format", "jsonl", "--batch", "-"},
      coast.workshop.setting());
  const auto ask = [&] {
    queries.write("phare\n");
    std::size_t passages = 0;
    while (Json::parse(queries.read_line()).at("type") == "passage") ++passages;
    return passages;
  };
  CHECK(ask() == 2);
  SECTION("restarted, it is noticed by nobody") {
    const unsigned port = coast.south->port();
    coast.south->kill();
    coast.south = std::make_unique<Server>(coast.workshop / "sud", port);
    CHECK(ask() == 2);
    CHECK(queries.finish().err.empty());
  }
  SECTION("dead, it is named until it is back") {
    const unsigned port = coast.south->port();
    coast.south->kill();
    queries.write("phare\n");
    queries.wait_for_error("line 2: " + (coast.workshop / "db") + ": shard " +
                           coast.south->place());
    coast.south = std::make_unique<Server>(coast.workshop / "sud", port);
    CHECK(ask() == 2);
    CHECK(queries.finish().code == 2);
  }
  SECTION("stalled, it is named until it goes on") {
    coast.south->stall();
    queries.write("phare\n");
    queries.wait_for_error("shard " + coast.south->place() + ": no answer in time");
    coast.south->resume();
    CHECK(ask() == 2);
    CHECK(queries.finish().code == 2);
  }
}

TEST_CASE("with --partial a shard may come and go between queries") {
  Coast coast;
  Process queries(searcher(),
                  {"-d", coast.workshop / "db", "--timeout", "3", "--partial", "--format", "jsonl",
                   "--batch", "-"},
                  coast.workshop.setting());
  CHECK(missing_in_answer(queries) == nullptr);
  coast.south->stall();
  CHECK(missing_in_answer(queries) == Json{coast.south->place()});
  coast.south->resume();
  CHECK(missing_in_answer(queries) == nullptr);
  coast.south->kill();
  CHECK(missing_in_answer(queries) == Json{coast.south->place()});
  CHECK(queries.finish().code == 0);
}

TEST_CASE("a shard may be a command that serves it") {
  const Coast coast;
  const std::string south = coast.workshop / "sud";
  write_stub(coast.workshop, "db", {"auto ../nord", "remote :xapian-progsrv " + south});
  CHECK(coast.workshop.query({"-c", "phare"}).out == "2\n");
  SECTION("and is named by it") {
    write_stub(coast.workshop, "db", {"auto ../nord", "remote :no-such-program " + south});
    check_names(coast.workshop.query({"phare"}), "shard no-such-program " + south);
  }
  SECTION("and may stall") {
    write_stub(coast.workshop, "db", {"auto ../nord", "remote :sleep 1000"});
    check_names(coast.workshop.query({"phare", "--timeout", "1"}), "shard sleep 1000");
  }
}

TEST_CASE("a command that stalls in the middle is not waited for either") {
  const Coast coast;
  // It waits for a server that can be stopped.
  const std::string server = coast.workshop.write(
      "server", "#!/bin/sh\nexec 3<&0\nxapian-progsrv \"$1\" <&3 &\necho $! > \"$2\"\nwait\n");
  std::filesystem::permissions(server, std::filesystem::perms::owner_all);
  const std::string process = coast.workshop / "process";
  const std::string command = fmt::format("{} {} {}", server, coast.workshop / "sud", process);
  write_stub(coast.workshop, "db", {coast.north->line(), "remote :" + command});
  Setting setting = coast.workshop.setting();
  setting.timeout = std::chrono::seconds(30);
  Process queries(searcher(),
                  {"-d", coast.workshop / "db", "--timeout", "3", "--partial", "--format", "jsonl",
                   "--batch", "-"},
                  setting);
  CHECK(missing_in_answer(queries) == nullptr);
  const pid_t pid = std::stoi(read_file(process));
  ::kill(pid, SIGSTOP);
  // The command is run anew, and its old process left alone.
  CHECK(missing_in_answer(queries) == nullptr);
  CHECK(queries.finish().code == 0);
  ::kill(pid, SIGKILL);
}

TEST_CASE("a shard of another program is refused and named, whatever --partial says") {
  const Coast coast;
  Xapian::WritableDatabase(coast.workshop / "ailleurs", Xapian::DB_CREATE).commit();
  const Server other(coast.workshop / "ailleurs");
  write_stub(coast.workshop, "db", {coast.north->line(), other.line()});
  const Result result = coast.workshop.query(kPartial);
  CHECK(result.code == 2);
  CHECK(contains(result.err, other.place()));
}

TEST_CASE("a line of a stub that names no shard is an error") {
  const Coast coast;
  for (const char* line : {"remote", "remote nord", "remote nord:", "remote nord:x",
                           "remote :", "inmemory", "auto ..", "auto ."}) {
    CAPTURE(line);
    write_stub(coast.workshop, "db", {coast.north->line(), line});
    const Result result = coast.workshop.query({"phare"});
    CHECK(result.code == 2);
    CHECK(is_one_line(result.err));
  }
}

TEST_CASE("serve: a new generation is met by the next connection") {
  const Coast coast;
  coast.workshop.write("sud.txt", "Le phare du sud est éteint. Une bouée le remplace.\n");
  REQUIRE(
      run(indexer(), {"-d", coast.workshop / "sud", "--rebuild"}, coast.workshop.setting()).code ==
      0);
  CHECK(coast.workshop.query({"-c", "bouée"}).out == "1\n");
}

TEST_CASE("serve: what cannot be served is refused with the reason") {
  const Workshop workshop;
  workshop.write("vide/x", "");
  for (const Arguments& arguments :
       {Arguments{}, {workshop / "vide"}, {workshop / "rien", "7700"}, {"a", "b", "c"}}) {
    const Result result = run(LIMIER_SERVE, arguments);
    CHECK(result.code == 2);
    CHECK(is_one_line(result.err));
  }
}

TEST_CASE("serve: an address that others can reach is remarked upon") {
  const Coast coast;
  Process server(LIMIER_SERVE, {coast.workshop / "nord", "0.0.0.0:" + std::to_string(free_port())});
  server.wait_for_error("whoever reaches 0.0.0.0");
}
