/** Second factor of accounts: time-based one-time passwords and recovery codes. */
@NullMarked
package io.paz.orchestrator.people.factor;

import org.jspecify.annotations.NullMarked;
