/** Reads HAProxy's log of requests, and keeps the newest lines on disk. */
@NullMarked
package io.paz.orchestrator.request.log;

import org.jspecify.annotations.NullMarked;
