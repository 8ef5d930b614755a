/** What any cluster engine is about: instances of services, other workloads, and the hosts that have them. */
@NullMarked
package io.paz.engine;

import org.jspecify.annotations.NullMarked;
