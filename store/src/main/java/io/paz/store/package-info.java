/** An ordered key-value store on disk: what was written is synced before the call returns, and a batch is all or nothing. */
@NullMarked
package io.paz.store;

import org.jspecify.annotations.NullMarked;
