/** Speaks OpenID Connect with a provider over HTTP, and verifies its tokens. */
@NullMarked
package io.paz.orchestrator.oidc.provider;

import org.jspecify.annotations.NullMarked;
