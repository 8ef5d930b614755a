package io.paz.orchestrator.access;

import io.paz.http.access.Actor;
import io.paz.http.access.ActorRefusedException;
import io.paz.http.access.Credential;
import io.paz.http.error.ApiException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Admits callers to the routes that their rights cover. */
public final class CallerCredential implements Credential {

    private final List<CallerSource> sources;

    public CallerCredential(List<CallerSource> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public Optional<Actor> actorOf(ServerHttpRequest request) {
        Optional<RouteRule> rule = RoutePermissions.of(request);
        if (rule.filter(found -> found.permission() == Permission.ADMINISTRATOR_TOKEN)
                .isPresent()) {
            return Optional.empty();
        }
        Optional<Caller> caller = callerOf(request);
        caller.ifPresent(known -> check(known, rule, request));
        return caller.map(Caller::actor);
    }

    @Override
    public boolean isStillCarriedBy(ServerHttpRequest request) {
        return sources.stream().anyMatch(source -> source.stillCallerOf(request).isPresent());
    }

    /** Whose credential the request carries; empty for the administrator's token, and for none. */
    public Optional<Caller> callerOf(ServerHttpRequest request) {
        return sources.stream()
                .map(source -> source.callerOf(request))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static void check(Caller caller, Optional<RouteRule> rule, ServerHttpRequest request) {
        boolean allowed = rule.map(found -> caller.satisfies(found, request))
                .orElse(caller.rights().isAdministrator());
        if (!allowed) {
            throw forbidden(caller);
        }
    }

    static ApiException forbidden(Caller caller) {
        return new ApiException(
                HttpStatus.FORBIDDEN,
                "forbidden",
                "%s \"%s\" may not do this (expected: one with the right to; an administrator gives it)"
                        .formatted(caller.actor().kind().text(), caller.actor().name()),
                new ActorRefusedException(caller.actor()));
    }
}
