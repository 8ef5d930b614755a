/** Payloads of the systems that call hooks, read as {@link io.paz.scheduler.hook.HookEvent}. */
@NullMarked
package io.paz.scheduler.hook.payload;

import org.jspecify.annotations.NullMarked;
