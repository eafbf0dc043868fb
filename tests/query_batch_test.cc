#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "query/batch.hh"
#include "tests/catch.hh"

using namespace limier::query;

TEST_CASE("batch: a line is a query, with an id before a tab or its number for one") {
  std::istringstream in("q1\tchat\n\nchien\r\n\tport\n");
  Batch batch(in, {});
  std::string read;
  while (const std::optional<BatchQuery> next = batch.next())
    read += std::to_string(next->line) + ":" + next->id + ":" + next->query + " ";
  CHECK(read == "1:q1:chat 3:3:chien 4:4:\tport ");
}

TEST_CASE("batch: answers come in the order of the queries, whichever is ready first") {
  std::istringstream in("a\nb\nc\nd\n");
  std::string printed;
  Batch batch(in, [&](const BatchQuery& query, const BatchAnswer&) { printed += query.query; });
  std::vector<BatchQuery> queries;
  while (std::optional<BatchQuery> next = batch.next()) queries.push_back(*next);
  batch.finish(queries[2], Answer{});
  batch.finish(queries[1], limier::corpus::Error("one that fails"));
  CHECK(printed.empty());
  batch.finish(queries[0], Answer{});
  CHECK(printed == "abc");
  batch.finish(queries[3], Answer{});
  CHECK(printed == "abcd");
}

TEST_CASE("batch: many threads answer each query once, in order") {
  std::string lines;
  for (int i = 0; i < 2000; ++i) lines += std::to_string(i) + "\n";
  std::istringstream in(lines);
  std::string printed;
  Batch batch(in, [&](const BatchQuery& query, const BatchAnswer& answer) {
    printed += std::to_string(std::get<Answer>(answer).outcome.documents) + "\n";
    CHECK(query.query == std::to_string(std::get<Answer>(answer).outcome.documents));
  });
  std::vector<std::thread> threads;
  threads.reserve(8);
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      while (const std::optional<BatchQuery> next = batch.next()) {
        Answer answer;
        answer.outcome.documents = std::stoul(next->query);
        batch.finish(*next, answer);
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(printed == lines);
}

TEST_CASE("batch: once stopped, nothing is given out or printed, and nobody waits") {
  std::istringstream in(std::string(200, '\n') + "a\n" + "b\n");
  std::string printed;
  Batch batch(in, [&](const BatchQuery& query, const BatchAnswer&) { printed += query.query; });
  const std::optional<BatchQuery> first = batch.next();
  REQUIRE(first);
  BatchQuery far = *first;
  far.turn = 1000;
  std::thread waiting([&] { batch.finish(far, Answer{}); });
  batch.stop();
  waiting.join();
  batch.finish(*first, Answer{});
  CHECK(printed.empty());
  CHECK_FALSE(batch.next());
}
