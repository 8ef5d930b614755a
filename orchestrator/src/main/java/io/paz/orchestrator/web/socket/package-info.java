/** The live stream over a WebSocket. */
@NullMarked
package io.paz.orchestrator.web.socket;

import org.jspecify.annotations.NullMarked;
