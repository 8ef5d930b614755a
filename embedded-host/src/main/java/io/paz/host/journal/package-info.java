/** Keeps what units printed and what was done with them, longer than the units themselves. */
@NullMarked
package io.paz.host.journal;

import org.jspecify.annotations.NullMarked;
