/** All of Paz in one process, for one machine. */
@NullMarked
package io.paz.standalone;

import org.jspecify.annotations.NullMarked;
