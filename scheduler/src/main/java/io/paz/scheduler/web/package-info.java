/** The scheduler's HTTP API: translates, and decides nothing. */
@NullMarked
package io.paz.scheduler.web;

import org.jspecify.annotations.NullMarked;
