/** Reads what the machine and its containers use from the kernel's files. */
@NullMarked
package io.paz.host.stats.kernel;

import org.jspecify.annotations.NullMarked;
