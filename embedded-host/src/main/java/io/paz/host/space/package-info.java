/** The room of this host, and what of the platform's own could be removed. */
@NullMarked
package io.paz.host.space;

import org.jspecify.annotations.NullMarked;
