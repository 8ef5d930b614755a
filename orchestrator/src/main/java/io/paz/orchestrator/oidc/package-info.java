/** Signs people in through an identity provider, and decides who of those that it authenticates may. */
@NullMarked
package io.paz.orchestrator.oidc;

import org.jspecify.annotations.NullMarked;
