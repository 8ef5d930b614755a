/** Stores tokens and accounts in RocksDB. */
@NullMarked
package io.paz.orchestrator.persistence;

import org.jspecify.annotations.NullMarked;
