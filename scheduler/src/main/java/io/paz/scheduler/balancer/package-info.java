/** What HAProxy says in its statistics. */
@NullMarked
package io.paz.scheduler.balancer;

import org.jspecify.annotations.NullMarked;
