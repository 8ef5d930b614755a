/** The announcer of this host, which runs within it. */
@NullMarked
package io.paz.host.announce;

import org.jspecify.annotations.NullMarked;
