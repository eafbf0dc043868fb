#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "corpus/store/store_error.hh"

namespace limier::corpus {

inline constexpr std::string_view kStubName = "XAPIANDB";

/// The lines of a stub file that name databases; none where there is no such file.
std::vector<std::string> stub_lines(const std::string& stub);

/// A part of a database that is a database of its own: a line of a stub.
struct Shard {
  enum class Kind {
    local,    ///< `auto PATH`
    server,   ///< `remote HOST:PORT`: a xapian-tcpsrv
    program,  ///< `remote :COMMAND ARGUMENTS`: a xapian-progsrv, on another machine by ssh
  };
  Kind kind = Kind::local;
  std::string name;    ///< as messages call it: the path, `HOST:PORT`, or the command
  std::string target;  ///< path, host or command
  std::string arguments;
  unsigned port = 0;
};

/// A shard that does not answer.
struct MissingShard {
  std::string name;
  std::string reason;
};

/// How to go about opening databases for searching.
struct Opening {
  /// Longest wait for any answer of a shard on another machine.
  std::chrono::milliseconds patience{10'000};
  bool partial = false;               ///< do without shards that do not answer
  std::vector<MissingShard> without;  ///< with `partial`: do not even ask these
};

/// Databases, opened as one.
struct OpenedDatabase {
  Xapian::Database all;
  bool remote = false;                ///< a part of it is on another machine
  std::vector<MissingShard> missing;  ///< only with `Opening::partial`
  /// The stubs that name its parts, each with its `publication_of` before it was read.
  std::map<std::string, std::string> publications;
};

/// Opens databases for searching, as one; their shards side by side. Throws Error when one is
/// missing, of another schema, or written by another analysis chain.
OpenedDatabase open_for_search(const std::vector<std::string>& folders,
                               const Opening& opening = {});

/// Keeps a database for ever. To close that of a stalled server waits for it, if it is a child
/// process.
void abandon(const Xapian::Database& database);

/// What changes whenever a stub is replaced; empty where there is none. Cheap enough to be asked
/// before each search.
std::string publication_of(const std::string& stub);

/// The shard on another machine of which an error tells, if it does.
std::optional<MissingShard> shard_of(const Xapian::Error& error);

/// What is said of a shard of the database `name` without which there is no answer.
StoreError missing_shard(const std::string& name, const MissingShard& shard);

}  // namespace limier::corpus
