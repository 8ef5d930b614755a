package io.paz.orchestrator.oidc;

import java.net.URI;
import reactor.core.publisher.Mono;

/** Authenticates people. Its failures are {@link io.paz.http.error.ApiException}s. */
public interface IdentityProvider {

    /** Name of the provider, for people. */
    String name();

    /**
     * Address at which a browser begins a sign-in.
     *
     * @param challenge SHA-256 of the verifier that {@link #identity} is given, as RFC 7636 has it
     */
    Mono<URI> begin(String state, String nonce, String challenge);

    /**
     * Who has signed in at the provider.
     *
     * @param code of the provider's response; the provider accepts it once
     * @param nonce that the sign-in was begun with
     */
    Mono<Identity> identity(String code, String verifier, String nonce);
}
