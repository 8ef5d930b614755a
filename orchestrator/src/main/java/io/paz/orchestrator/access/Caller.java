package io.paz.orchestrator.access;

import io.paz.http.access.Actor;
import java.util.List;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Somebody who calls with a credential, and what they may do. */
public record Caller(Actor actor, Rights rights) {

    /** Whether the request may go on by this rule. */
    boolean satisfies(RouteRule rule, ServerHttpRequest request) {
        Reach reach = reach(rule);
        // A service that only the body names is compared when the body is read, by DeployGuard.
        return rule.place() == RouteRule.Place.BODY ? reach.coversAny() : reach.covers(rule.serviceOf(request));
    }

    /** The routes that the caller may use, as {@link RoutePermissions} has them. */
    public List<AllowedRoute> allowedRoutes() {
        return RoutePermissions.all().stream()
                .map(rule -> new AllowedRoute(rule, reach(rule)))
                .filter(route -> route.reach().all()
                        || route.rule().namesService() && route.reach().coversAny())
                .toList();
    }

    private Reach reach(RouteRule rule) {
        return switch (rule.permission()) {
            case OPEN, SIGNED_IN -> Reach.ALL;
            case READ -> new Reach(rights.readsAll(), rights.deploys());
            case DEPLOY -> new Reach(rights.deploysAll(), rights.deploys());
            case ADMINISTER -> Reach.of(rights.isAdministrator());
            case ADMINISTER_IN_PERSON -> Reach.of(rights.isAdministrator() && actor.kind() == Actor.Kind.SESSION);
            case ADMINISTRATOR_TOKEN -> Reach.NONE;
        };
    }
}
