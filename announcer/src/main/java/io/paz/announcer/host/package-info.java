/** The announcer with all its parts, as a host runs it. */
@NullMarked
package io.paz.announcer.host;

import org.jspecify.annotations.NullMarked;
