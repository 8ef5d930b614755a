/** The commands. */
@NullMarked
package io.paz.cli.command;

import org.jspecify.annotations.NullMarked;
