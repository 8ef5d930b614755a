/** Lines and figures of hosts and units, with the real parts on both sides. */
@NullMarked
package io.paz.test.monitoring;

import org.jspecify.annotations.NullMarked;
