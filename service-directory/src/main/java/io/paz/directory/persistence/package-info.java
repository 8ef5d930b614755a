/** Keeps the catalogue in a key-value store on disk. */
@NullMarked
package io.paz.directory.persistence;

import org.jspecify.annotations.NullMarked;
