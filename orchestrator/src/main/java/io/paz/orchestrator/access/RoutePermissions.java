package io.paz.orchestrator.access;

import io.paz.orchestrator.access.RouteRule.Place;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The one table from routes to permissions. A route that is not in it is for administrators only. */
public final class RoutePermissions {

    private static final List<RouteRule> RULES = Stream.of(
                    get(
                            Permission.OPEN,
                            Place.NOWHERE,
                            "/",
                            "/ui",
                            "/ui/{*rest}",
                            "/cli/paz",
                            "/health",
                            "/session",
                            "/session/oidc"),
                    post(
                            Permission.OPEN,
                            Place.NOWHERE,
                            "/session",
                            "/session/invitation",
                            "/session/oidc",
                            "/session/oidc/answer",
                            "/hooks/in/{id}",
                            "/hooks/in/{id}/{secret}"),
                    get(
                            Permission.READ,
                            Place.NOWHERE,
                            "/cluster",
                            "/cluster/hosts",
                            "/cluster/hosts/{id}",
                            "/cluster/hosts/{id}/health",
                            "/cluster/hosts/{id}/stats",
                            "/cluster/units",
                            "/cluster/units/{id}",
                            "/cluster/units/{id}/health",
                            "/cluster/units/{id}/stats",
                            "/cluster/units/{id}/logs",
                            "/cluster/logs",
                            "/cluster/dns",
                            "/cluster/dns/{service}",
                            "/cluster/load-balancers",
                            "/cluster/load-balancers/{id}",
                            "/cluster/load-balancers/{id}/health",
                            "/cluster/services",
                            "/cluster/traffic",
                            "/trace/{id}",
                            "/services",
                            "/environments",
                            "/environments/{environment}",
                            "/alarms",
                            "/environments/{environment}/compare/{other}",
                            "/hooks/{id}",
                            "/domains",
                            "/drift",
                            "/space",
                            "/socket",
                            "/metrics"),
                    get(
                            Permission.READ,
                            Place.PATH,
                            "/services/{name}",
                            "/services/{name}/logs",
                            "/services/{name}/traffic",
                            "/services/{name}/state",
                            "/services/{name}/config/next",
                            "/services/{name}/config/changes",
                            "/services/{name}/config/last",
                            "/services/{name}/config/history",
                            "/services/{name}/config/history/{version}",
                            "/services/{name}/units",
                            "/services/{name}/units/{id}",
                            "/services/{name}/units/{id}/health",
                            "/deployments/{service}/{version}",
                            "/deployments/{service}/{version}/{action}",
                            "/operations/{service}",
                            "/operations/{service}/{number}",
                            "/drift/{service}"),
                    get(Permission.READ, Place.QUERY, "/hooks", "/journal", "/deployments"),
                    post(
                            Permission.DEPLOY,
                            Place.PATH,
                            "/services/{name}/{operation}",
                            "/deployments/{service}/{version}/{action}",
                            "/hooks/dockerhub/{service}/{secret}"),
                    post(Permission.DEPLOY, Place.BODY, "/hooks/deploy"),
                    post(
                            Permission.DEPLOY,
                            Place.NOWHERE,
                            "/hooks/dockerhub",
                            "/environments/{environment}/promotions"),
                    get(Permission.SIGNED_IN, Place.NOWHERE, "/openapi.yaml", "/sessions"),
                    delete(Permission.SIGNED_IN, "/session", "/sessions/{id}"),
                    rules(HttpMethod.PUT, Permission.SIGNED_IN, Place.NOWHERE, "/session/password"),
                    post(
                            Permission.SIGNED_IN,
                            Place.NOWHERE,
                            "/session/second-factor",
                            "/session/second-factor/confirmation",
                            "/session/second-factor/removal"),
                    // Its answer holds a secret that deploys.
                    get(
                            Permission.ADMINISTER,
                            Place.NOWHERE,
                            "/hooks/dockerhub/{service}",
                            "/tokens",
                            "/people",
                            "/certificates",
                            "/alarm-targets",
                            "/audit"),
                    post(
                            Permission.ADMINISTER,
                            Place.NOWHERE,
                            "/services",
                            "/environments",
                            "/hooks",
                            "/backups",
                            "/space/cleanup",
                            "/secrets/rotation",
                            "/alarm-targets/{name}/test",
                            "/domains/{domain}/retry"),
                    rules(HttpMethod.PATCH, Permission.ADMINISTER, Place.NOWHERE, "/services/{name}/config/next"),
                    delete(
                            Permission.ADMINISTER,
                            "/services/{name}",
                            "/environments/{environment}",
                            "/hooks/{id}",
                            "/tokens/{id}",
                            "/certificates/{id}",
                            "/alarm-targets/{name}"),
                    rules(
                            HttpMethod.PUT,
                            Permission.ADMINISTER,
                            Place.NOWHERE,
                            "/certificates/{id}",
                            "/alarm-targets/{name}"),
                    post(
                            Permission.ADMINISTER_IN_PERSON,
                            Place.NOWHERE,
                            "/tokens",
                            "/people",
                            "/people/{name}/invitation"),
                    rules(HttpMethod.PUT, Permission.ADMINISTER_IN_PERSON, Place.NOWHERE, "/people/{name}"),
                    rules(
                            HttpMethod.DELETE,
                            Permission.ADMINISTER_IN_PERSON,
                            Place.NOWHERE,
                            "/people/{name}",
                            "/people/{name}/second-factor"),
                    post(Permission.ADMINISTRATOR_TOKEN, Place.NOWHERE, "/session/tickets", "/token/reload"))
            .flatMap(rules -> rules)
            .toList();

    private RoutePermissions() {}

    private static Stream<RouteRule> get(Permission permission, Place place, String... patterns) {
        return rules(HttpMethod.GET, permission, place, patterns);
    }

    private static Stream<RouteRule> post(Permission permission, Place place, String... patterns) {
        return rules(HttpMethod.POST, permission, place, patterns);
    }

    private static Stream<RouteRule> delete(Permission permission, String... patterns) {
        return rules(HttpMethod.DELETE, permission, Place.NOWHERE, patterns);
    }

    private static Stream<RouteRule> rules(HttpMethod method, Permission permission, Place place, String... patterns) {
        return Stream.of(patterns).map(pattern -> RouteRule.of(permission, place, method, pattern));
    }

    public static List<RouteRule> all() {
        return RULES;
    }

    /** The rule of the route that the request matches, as the router would choose it. */
    static Optional<RouteRule> of(ServerHttpRequest request) {
        return RULES.stream().filter(rule -> rule.matches(request)).min(Comparator.comparing(RouteRule::pattern));
    }
}
