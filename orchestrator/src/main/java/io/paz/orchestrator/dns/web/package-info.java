/** Shows the names that Paz set. */
@NullMarked
package io.paz.orchestrator.dns.web;

import org.jspecify.annotations.NullMarked;
