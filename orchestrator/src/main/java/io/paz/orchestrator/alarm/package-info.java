/** Looks for what is wrong with the platform, and has alarms raised for it. */
@NullMarked
package io.paz.orchestrator.alarm;

import org.jspecify.annotations.NullMarked;
