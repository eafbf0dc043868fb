// Compressed files and archives; they are made here by libarchive.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <archive.h>
#include <archive_entry.h>

#include "corpus/error.hh"
#include "corpus/reading/archive.hh"
#include "tests/catch.hh"
#include "tests/reading.hh"

using namespace limier::corpus;
using namespace limier::test;

namespace {

using Names = std::vector<std::string>;
using Files = std::vector<std::pair<std::string, std::string>>;

using Writer = std::unique_ptr<archive, int (*)(archive*)>;

/// A writer whose bytes go to `bytes`.
Writer writer(std::string& bytes, void (*choose)(archive*)) {
  Writer result(archive_write_new(), archive_write_free);
  choose(result.get());
  archive_write_set_bytes_per_block(result.get(), 0);
  archive_write_open(
      result.get(), &bytes, nullptr,
      [](archive*, void* to, const void* data, std::size_t size) {
        static_cast<std::string*>(to)->append(static_cast<const char*>(data), size);
        return static_cast<la_ssize_t>(size);
      },
      nullptr);
  return result;
}

void add(archive* to, const std::string& name, const std::string& content,
         unsigned type = AE_IFREG) {
  const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(),
                                                                       archive_entry_free);
  archive_entry_copy_pathname(entry.get(), name.c_str());
  archive_entry_set_filetype(entry.get(), type);
  archive_entry_set_perm(entry.get(), 0644);
  archive_entry_set_size(entry.get(),
                         type == AE_IFREG ? static_cast<la_int64_t>(content.size()) : 0);
  if (type == AE_IFLNK) archive_entry_set_symlink(entry.get(), content.c_str());
  archive_write_header(to, entry.get());
  if (type == AE_IFREG) archive_write_data(to, content.data(), content.size());
}

std::string tar(const Files& files) {
  std::string bytes;
  const Writer to = writer(bytes, [](archive* handle) { archive_write_set_format_gnutar(handle); });
  for (const auto& [name, content] : files) add(to.get(), name, content);
  archive_write_close(to.get());
  return bytes;
}

std::string compressed(const std::string& content, int (*filter)(archive*)) {
  static int (*chosen)(archive*);
  chosen = filter;
  std::string bytes;
  const Writer to = writer(bytes, [](archive* handle) {
    archive_write_set_format_raw(handle);
    chosen(handle);
  });
  add(to.get(), "data", content);
  archive_write_close(to.get());
  return bytes;
}

std::string gzip(const std::string& content) {
  return compressed(content, archive_write_add_filter_gzip);
}

std::vector<std::string> bodies(const Reading& reading) {
  std::vector<std::string> result;
  for (const Document& document : reading.documents) result.push_back(document.body);
  return result;
}

}  // namespace

TEST_CASE("a compressed file is read as what it holds") {
  const std::vector<std::pair<std::string, int (*)(archive*)>> kinds = {
      {".gz", archive_write_add_filter_gzip},
      {".zst", archive_write_add_filter_zstd},
      {".xz", archive_write_add_filter_xz},
      {".bz2", archive_write_add_filter_bzip2}};
  for (const auto& [name, filter] : kinds) {
    INFO(name);
    const Reading text = read_file(compressed("Un merle.", filter), "/a.txt" + name);
    CHECK(bodies(text) == Names{"Un merle."});
    CHECK(text.members.empty());
    const std::string table = compressed("id;texte\n1;Un geai.\n", filter);
    CHECK(bodies(read_file(table, "/a.csv" + name)) == Names{"Un geai."});
    CHECK(bodies(read_file(compressed("{\"text\":\"a\"}\n", filter), "/sans nom")) == Names{"a"});
  }
  CHECK(read_file(gzip(""), "/a.gz").skipped == std::vector{Skipped::empty});
  CHECK(read_file(gzip(std::string(99, '\0')), "/a.gz").skipped == std::vector{Skipped::binary});
  SECTION("also in several parts") {
    CHECK(bodies(read_file(gzip("Un ") + gzip("merle."), "/a.gz")) == Names{"Un merle."});
    CHECK(bodies(read_file(gzip("Un merle.") + std::string(512, '\0'), "/a.gz")) ==
          Names{"Un merle."});
  }
  SECTION("also when the format is given") {
    CHECK(bodies(read_as("text", gzip("{\"text\":\"a\"}"))) == Names{"{\"text\":\"a\"}"});
  }
}

TEST_CASE("each member of an archive is a file of its own") {
  const Files files = {{"a.txt", "Un merle."},
                       {"b/c.jsonl", "{\"text\":\"x\"}\n{\"text\":\"y\"}\n"}};
  for (const std::string& bytes : {tar(files), gzip(tar(files))}) {
    const Reading reading = read_file(bytes, "/a");
    CHECK(reading.members == Names{"a.txt", "b/c.jsonl"});
    CHECK(bodies(reading) == Names{"Un merle.", "x", "y"});
    CHECK(reading.problems.empty());
  }
  CHECK(read_file(tar({}), "/a.tar").documents.empty());
}

TEST_CASE("an archive's names stay below it") {
  const Reading reading = read_file(
      tar({{"../../etc/a", "a"}, {"/b", "b"}, {"./c/../d", "d"}, {"été\nnl", "e"}, {"\xE9", "f"}}),
      "/a.tar");
  CHECK(reading.members == Names{"etc/a", "b", "d", "été\nnl", "\xE9"});
}

TEST_CASE("what a walk would skip is skipped in an archive") {
  std::string bytes;
  const Writer to = writer(bytes, [](archive* handle) { archive_write_set_format_gnutar(handle); });
  add(to.get(), "dossier", "", AE_IFDIR);
  add(to.get(), "lien", "a", AE_IFLNK);
  add(to.get(), "tube", "", AE_IFIFO);
  add(to.get(), "x/.git/a", "caché");
  add(to.get(), "vide", "");
  add(to.get(), "binaire",
      std::string("\x7F"
                  "ELF\0",
                  5));
  archive_write_close(to.get());
  const Reading reading = read_file(bytes, "/a.tar");
  CHECK(reading.documents.empty());
  CHECK(reading.skipped == std::vector{Skipped::special, Skipped::special, Skipped::hidden,
                                       Skipped::empty, Skipped::binary});
}

TEST_CASE("archives in archives are read, but not for ever") {
  std::string bytes = gzip(tar({{"a.txt", "Un merle."}}));
  bytes = tar({{"b.tgz", bytes}});
  CHECK(read_file(bytes, "/c.tar").members == Names{"b.tgz", "b.tgz/a.txt"});
  for (int i = 0; i < 6; ++i) bytes = tar({{"d", bytes}});
  CHECK(read_file(bytes, "/c").problems == Problems{{0, "archives nested too deeply"}});
}

TEST_CASE("a bad member costs no other") {
  const Reading reading = read_file(tar({{"a.csv", "a;b\n1;2\n"},
                                         {"b.txt", "Un merle."},
                                         {"c.gz", "\x1F\x8B\x08 rien"},
                                         {"b.txt", "Un autre."},
                                         {"d.txt", "Un geai."}}),
                                    "/a.tar");
  CHECK(bodies(reading) == Names{"Un merle.", "Un geai."});
  REQUIRE(reading.problems.size() == 3);
  CHECK(reading.problems[0].second.find("no column is called text") == 0);
  CHECK(reading.problems[1].second.find("damaged: ") == 0);
  CHECK(reading.problems[2].second == "stands twice in the archive");
}

TEST_CASE("a damaged header costs its member") {
  std::string bytes = tar({{"a.txt", "Un merle."}, {"b.txt", "Un pic."}, {"c.txt", "Un geai."}});
  bytes[1024 + 5] ^= 1;
  const Reading reading = read_file(bytes, "/a.tar");
  CHECK(bodies(reading) == Names{"Un merle.", "Un geai."});
  CHECK(reading.problems == Problems{{0, "damaged: a member is lost"}});
}

TEST_CASE("what is cut off or damaged is an error, what came before it is kept") {
  std::string lines;
  for (int i = 0; i < 100'000; ++i)
    lines += "{\"id\":" + std::to_string(i) + ",\"text\":\"" + std::to_string(i * 7919 % 10007) +
             "\"}\n";
  const std::string whole = gzip(lines);
  const auto kept = [](const std::string& bytes) {
    std::istringstream in(bytes);
    Reading reading;
    CHECK_THROWS_AS(read(in, "/a.jsonl.gz", {}, reading), Error);
    return reading.documents.size();
  };
  CHECK(kept(whole.substr(0, whole.size() / 2)) > 1000);
  std::string damaged = whole;
  damaged[whole.size() / 2] ^= 1;
  CHECK(kept(damaged) > 1000);
  damaged = whole;
  damaged[whole.size() - 6] ^= 1;  // of the checksum
  CHECK(kept(damaged) > 1000);
  CHECK_THROWS_AS(read_file(tar({{"a", std::string(9999, 'a')}}).substr(0, 5000), "/a.tar"), Error);
}

TEST_CASE("a bomb is put out") {
  std::string content(2 * Expansion::kAllowance, 'a');
  const std::string bomb = gzip(content);
  content.clear();
  CHECK_THROWS_AS(read_file(bomb, "/a.gz"), Error);
  CHECK_THROWS_AS(read_file(bomb, "/a.jsonl.gz"), Error);
  CHECK_THROWS_AS(read_file(tar({{"b.gz", bomb}}), "/a.tar"), Error);
}

TEST_CASE("whatever the bytes of an archive, nothing worse than an error") {
  const std::string bytes = tar({{"a.txt", "Un merle."}, {"b.txt", "Un geai."}});
  const std::string small = gzip(bytes);
  unsigned random = 1;
  for (int round = 0; round < 1000; ++round) {
    std::string broken = round % 2 == 0 ? bytes : small;
    for (int i = 0; i < 3; ++i) {
      random = random * 1103515245 + 12345;
      broken[random / 65536 % broken.size()] = static_cast<char>(random >> 24U);
    }
    try {
      read_file(broken, "/a.tar");
    } catch (const Error&) {
      continue;
    }
  }
}
