/** Fuzz tests: one class for each kind of text that comes from outside or is read by another program. */
@NullMarked
package io.paz.fuzz;

import org.jspecify.annotations.NullMarked;
