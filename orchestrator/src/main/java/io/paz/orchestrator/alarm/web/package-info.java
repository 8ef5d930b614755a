/** Alarms, and who hears of them, over HTTP. */
@NullMarked
package io.paz.orchestrator.alarm.web;

import org.jspecify.annotations.NullMarked;
