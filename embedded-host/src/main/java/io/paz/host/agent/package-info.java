/** Brings what is desired and what runs together, at every change and at the start. */
@NullMarked
package io.paz.host.agent;

import org.jspecify.annotations.NullMarked;
