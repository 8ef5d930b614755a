package io.paz.orchestrator.access;

import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The permission that one route needs.
 *
 * @param place where the request names the service that it concerns
 */
public record RouteRule(HttpMethod method, PathPattern pattern, Permission permission, Place place) {

    /** Where a request names a service. */
    enum Place {
        NOWHERE,
        PATH,
        QUERY,
        BODY
    }

    private static final List<String> VARIABLES = List.of("name", "service");
    private static final String PARAMETER = "service";

    static RouteRule of(Permission permission, Place place, HttpMethod method, String pattern) {
        return new RouteRule(method, PathPatternParser.defaultInstance.parse(pattern), permission, place);
    }

    boolean matches(ServerHttpRequest request) {
        return (method.equals(request.getMethod())
                        || method.equals(HttpMethod.GET) && request.getMethod().equals(HttpMethod.HEAD))
                && pattern.matches(request.getPath().pathWithinApplication());
    }

    /** The service that the request names in its path or query; empty when it names none there, or several. */
    Optional<String> serviceOf(ServerHttpRequest request) {
        return switch (place) {
            case PATH -> variableOf(request);
            case QUERY -> {
                List<String> values = request.getQueryParams().getOrDefault(PARAMETER, List.of());
                yield values.size() == 1 ? Optional.ofNullable(values.get(0)) : Optional.empty();
            }
            case NOWHERE, BODY -> Optional.empty();
        };
    }

    private Optional<String> variableOf(ServerHttpRequest request) {
        PathPattern.PathMatchInfo match =
                pattern.matchAndExtract(request.getPath().pathWithinApplication());
        return match == null
                ? Optional.empty()
                : VARIABLES.stream()
                        .flatMap(name ->
                                Optional.ofNullable(match.getUriVariables().get(name)).stream())
                        .findFirst();
    }

    boolean namesService() {
        return place != Place.NOWHERE;
    }

    /** Method and pattern, {@code GET /services/{name}}. */
    public String route() {
        return method + " " + pattern.getPatternString();
    }
}
