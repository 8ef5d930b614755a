/** JSON as the command line reads and writes it. */
@NullMarked
package io.paz.cli.json;

import org.jspecify.annotations.NullMarked;
