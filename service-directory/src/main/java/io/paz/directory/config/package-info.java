/** Wires the directory and reads its options. */
@NullMarked
package io.paz.directory.config;

import org.jspecify.annotations.NullMarked;
