/** Shows requests and the traffic of services. */
@NullMarked
package io.paz.orchestrator.request.web;

import org.jspecify.annotations.NullMarked;
