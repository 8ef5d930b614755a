/** Clients of fleet, and of the doors that its hosts have beside it: journal, cAdvisor and images. */
@NullMarked
package io.paz.engine.fleet.client;

import org.jspecify.annotations.NullMarked;
