/** Wire records of a host's room, and of what of Paz's own could be removed there. */
@NullMarked
package io.paz.engine.fleet.space;

import org.jspecify.annotations.NullMarked;
