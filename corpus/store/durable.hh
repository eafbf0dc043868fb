#pragma once

#include <filesystem>
#include <string_view>

namespace limier::corpus {

// What survives a power cut, in one place. All throw StoreError.

/// Makes a file's content durable.
void sync_file(const std::filesystem::path& path);

/// Makes the names in a folder durable. Xapian syncs its files, but never their folder.
void sync_folder(const std::filesystem::path& path);

/// Makes a folder, its files and their names durable; it has no folders below it.
void sync_files_of(const std::filesystem::path& folder);

/// Replaces what `path` holds by `text`: whoever looks sees the one or the other. Durable on
/// return.
void replace_file(const std::filesystem::path& path, std::string_view text);

/// Makes a folder and what is missing above it; durable on return.
void make_folder(const std::filesystem::path& path);

}  // namespace limier::corpus
