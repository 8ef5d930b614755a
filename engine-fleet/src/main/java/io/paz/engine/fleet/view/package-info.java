/** Reads hosts and units from fleet, lines from the hosts' journals, and usage from their cAdvisor. */
@NullMarked
package io.paz.engine.fleet.view;

import org.jspecify.annotations.NullMarked;
