/** The command line of Paz, for people who are not on its host. */
@NullMarked
package io.paz.cli;

import org.jspecify.annotations.NullMarked;
