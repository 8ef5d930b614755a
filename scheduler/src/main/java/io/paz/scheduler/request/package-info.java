/** What clients ask for, and the refusal of a request that cannot be accepted. */
@NullMarked
package io.paz.scheduler.request;

import org.jspecify.annotations.NullMarked;
