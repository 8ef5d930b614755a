package io.paz.http.status;

import reactor.core.publisher.Mono;

/** Checks one component that a service cannot work without. Never blocks; an error or 2 s without an answer count as down. */
public interface ReadinessCheck {

    String name();

    Mono<Readiness> check();
}
