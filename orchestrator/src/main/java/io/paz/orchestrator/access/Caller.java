package io.paz.orchestrator.access;

import io.paz.http.access.Actor;
import java.util.Optional;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Somebody who calls with a credential, and what they may do. */
public record Caller(Actor actor, Rights rights) {

    /** Whether the request may go on by this rule. */
    boolean satisfies(RouteRule rule, ServerHttpRequest request) {
        Optional<String> service = rule.serviceOf(request);
        return switch (rule.permission()) {
            case OPEN, SIGNED_IN -> true;
            case READ -> rights.readsAll() || service.filter(rights::mayDeploy).isPresent();
            case DEPLOY -> mayDeploy(rule, service);
            case ADMINISTER -> rights.isAdministrator();
            case ADMINISTER_IN_PERSON -> rights.isAdministrator() && actor.kind() == Actor.Kind.SESSION;
            case ADMINISTRATOR_TOKEN -> false;
        };
    }

    /** A service that only the body names is compared when the body is read, by {@link DeployGuard}. */
    private boolean mayDeploy(RouteRule rule, Optional<String> service) {
        return rule.place() == RouteRule.Place.BODY
                ? rights.mayDeployAny()
                : service.map(rights::mayDeploy).orElse(rights.deploysAll());
    }
}
