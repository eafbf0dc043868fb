#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>

#include "corpus/store/content.hh"
#include "indexer/writer.hh"

namespace limier::indexer {

/// What the database holds of one file, next to what the file says now: of many records only those
/// are written anew that changed. About 60 bytes a record.
class FileRecords {
 public:
  /// `before_change` is called before anything is written.
  /// A file that is new is not looked up.
  FileRecords(Writer& writer, const std::string& path, bool is_known,
              std::function<void()> before_change);

  enum class Change { none, moved, written };

  /// `path`: the file, or the member of an archive, where `document` stands. Puts it in the place
  /// of the one with its id, if that says something else. One that only stands on another line of
  /// its file now is told so.
  Change update(corpus::Document&& document, const std::string& path);

  /// Removes what the file no longer holds; for when it was read to its end.
  void finish();

 private:
  Writer& writer_;
  std::function<void()> before_change_;
  std::unordered_map<std::uint64_t, StoredDocument> left_;  ///< by a hash of the key
};

}  // namespace limier::indexer
