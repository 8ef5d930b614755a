/** The orchestrator over a whole platform: what people and pages see of it. */
@NullMarked
package io.paz.test.orchestrator;

import org.jspecify.annotations.NullMarked;
