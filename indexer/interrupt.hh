#pragma once

namespace limier::indexer {

/// From now on the first SIGINT or SIGTERM only asks to stop, and a second one kills.
void catch_interrupts();

/// Whether a signal has asked to stop.
bool interrupted();

/// Thrown to leave a reader in the middle of a file once `interrupted()`.
struct Interrupted {};

}  // namespace limier::indexer
