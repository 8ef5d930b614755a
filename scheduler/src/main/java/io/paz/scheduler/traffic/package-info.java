/** Load balancers, and the traffic that they count and divide. */
@NullMarked
package io.paz.scheduler.traffic;

import org.jspecify.annotations.NullMarked;
