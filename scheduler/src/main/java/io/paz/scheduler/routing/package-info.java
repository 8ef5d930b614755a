/** Publishes the routes of services, keeps them as they should be, and observes which instances are announced. */
@NullMarked
package io.paz.scheduler.routing;

import org.jspecify.annotations.NullMarked;
