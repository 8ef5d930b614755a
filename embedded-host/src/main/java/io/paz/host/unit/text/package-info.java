/** Text of unit and environment files: words, escapes, variables, globs and time spans, by systemd's rules. */
@NullMarked
package io.paz.host.unit.text;

import org.jspecify.annotations.NullMarked;
