/** API tokens: made once, stored as hashes, limited by scopes and time. */
@NullMarked
package io.paz.orchestrator.token;

import org.jspecify.annotations.NullMarked;
