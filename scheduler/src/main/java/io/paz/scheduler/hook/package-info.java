/** Hooks of services: their secrets, the proof of a delivery, tag rules, and what a delivery deploys; pure functions. */
@NullMarked
package io.paz.scheduler.hook;

import org.jspecify.annotations.NullMarked;
