/** Unit files as systemd and fleet read them: names, text, hash, command lines, and what of them this host can run. */
@NullMarked
package io.paz.host.unit;

import org.jspecify.annotations.NullMarked;
