/** Shows what hosts and units use. */
@NullMarked
package io.paz.orchestrator.monitoring.web;

import org.jspecify.annotations.NullMarked;
