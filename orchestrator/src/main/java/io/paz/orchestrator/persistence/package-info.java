/** Stores tokens, accounts and certificates in RocksDB. */
@NullMarked
package io.paz.orchestrator.persistence;

import org.jspecify.annotations.NullMarked;
