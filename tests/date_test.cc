#include <string>

#include "corpus/date.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using limier::corpus::date_range;
using limier::corpus::iso_date;

namespace {

/// Whether a date lies in a range.
bool within(std::string_view date, std::string_view range) {
  const auto found = date_range(range);
  REQUIRE(found.has_value());
  return found->holds(date);
}

}  // namespace

TEST_CASE("date: in words, in French and in English") {
  CHECK(iso_date("5 janvier 2022") == "2022-01-05");
  CHECK(iso_date("mercredi 5 janvier 2022") == "2022-01-05");
  CHECK(iso_date("Mercredi, 5 Janvier 2022") == "2022-01-05");
  CHECK(iso_date("1er août 2021") == "2021-08-01");
  CHECK(iso_date("1ER AOÛT 2021") == "2021-08-01");
  CHECK(iso_date("3 févr. 2022") == "2022-02-03");
  CHECK(iso_date("3 juil. 2022") == "2022-07-03");
  CHECK(iso_date("3 juin 2022") == "2022-06-03");
  CHECK(iso_date("12 sept 2022, 10 h") == "2022-09-12");
  CHECK(iso_date("12\u00A0de\u0301cembre\u202F2022") == "2022-12-12");
  CHECK(iso_date("janvier 2022") == "2022-01");
  CHECK(iso_date("Wed, 05 Jan 2022 10:00:00 +0100") == "2022-01-05");
  CHECK(iso_date("5 Feb 2022 10:00 GMT") == "2022-02-05");
  CHECK(iso_date("31 may 2022") == "2022-05-31");
}

TEST_CASE("date: in numbers") {
  CHECK(iso_date(" 2022-01-05T10:00:00Z ") == "2022-01-05");
  CHECK(iso_date("5/1/2022") == "2022-01-05");
  CHECK(iso_date("05.01.2022 10:00") == "2022-01-05");
  CHECK(iso_date("1/2022") == "2022-01");
  CHECK(iso_date("2022") == "2022");
}

TEST_CASE("date: what is no day of the calendar is no date") {
  for (const char* text : {"",
                           " ",
                           "hier",
                           "lundi",
                           "janvier",
                           "5 janvier",
                           "32 janvier 2022",
                           "30 février 2022",
                           "5 jui 2022",
                           "5 ja 2022",
                           "5 janvier 22",
                           "0 janvier 2022",
                           "lundi janvier 2022",
                           "13/2022",
                           "00/00/2022",
                           "2022-13",
                           "2022-00-01",
                           "20220105",
                           "5/1/2022x",
                           "5//2022",
                           "1/2/3/2022",
                           "5 janvier 2022x"}) {
    CAPTURE(text);
    CHECK(iso_date(text).empty());
  }
}

TEST_CASE("date: a date is a range of days") {
  CHECK(within("2022-01-31", "2022-01"));
  CHECK(within("2022-01-01", "2022-01"));
  CHECK_FALSE(within("2022-02-01", "2022-01"));
  CHECK_FALSE(within("2021-12-31", "2022-01"));
  CHECK(within("2022-12-31", "2022"));
  CHECK_FALSE(within("2023-01-01", "2022"));
  CHECK(within("2022-01-05", "5/1/2022"));
  CHECK_FALSE(within("2022-01-06", "5/1/2022"));
}

TEST_CASE("date: from one date to another, or open") {
  CHECK(within("2022-02-28", "2022-01..2022-02"));
  CHECK(within("2022-02-28", "5 janvier 2022 .. février 2022"));
  CHECK_FALSE(within("2022-03-01", "2022-01..2022-02"));
  CHECK(within("2023-07-01", "2022.."));
  CHECK_FALSE(within("2021-07-01", "2022.."));
  CHECK(within("1999", "..2022"));
  CHECK(within("2022-12-31", "..2022"));
  CHECK_FALSE(within("2023", "..2022"));
  CHECK_FALSE(within("2022-05-05", "2023..2022"));
}

TEST_CASE("date: a year or a month counts as its first day") {
  CHECK(within("2022", "2022-01-01"));
  CHECK(within("2022-01", "2022-01-01.."));
  CHECK(within("2022", "2021-12..2022-01"));
  CHECK_FALSE(within("2022", "2022-02.."));
  CHECK_FALSE(within("2022-10", "2022-10-02.."));
  CHECK(within("2022-10", "..2022-10-01"));
}

TEST_CASE("date: ranges that are none") {
  for (const char* text :
       {"", "..", " .. ", "hier..", "2022..demain", "..x", "2022...2023", "a..b"}) {
    CAPTURE(text);
    CHECK_FALSE(date_range(text).has_value());
  }
}

TEST_CASE("date: whatever the text, what comes out is ISO 8601") {
  limier::test::RandomText random(3);
  for (int round = 0; round < 3000; ++round) {
    const std::string date = iso_date(random.any(14));
    if (!date.empty() && iso_date(date) != date) FAIL(date);
  }
}
