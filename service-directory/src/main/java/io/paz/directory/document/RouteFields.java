package io.paz.directory.document;

import io.paz.directory.catalog.route.Redirect;
import io.paz.directory.catalog.route.Route;
import io.paz.directory.catalog.route.Routes;
import io.paz.idna.InternationalNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Routes as they stand in JSON, and back. */
final class RouteFields {

    private RouteFields() {}

    static Routes read(List<io.paz.api.directory.Route> given) {
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            routes.add(route("routes[%d]".formatted(i), given.get(i)));
        }
        return new Routes(routes);
    }

    private static Route route(String field, io.paz.api.directory.Route given) {
        return Route.of(
                field,
                given.host() == null ? null : InternationalNames.toAscii(given.host()),
                given.path(),
                given.stripPrefix(),
                redirect(field + ".redirect", given.redirect()));
    }

    private static @Nullable Redirect redirect(String field, io.paz.api.directory.@Nullable Redirect given) {
        return given == null ? null : Redirect.of(field, given.url(), given.permanent(), given.keepPath());
    }

    static List<io.paz.api.directory.Route> write(Routes routes) {
        return routes.values().stream()
                .map(route -> new io.paz.api.directory.Route(
                        route.host(), route.path(), route.stripPrefix(), write(route.redirect())))
                .toList();
    }

    private static io.paz.api.directory.@Nullable Redirect write(@Nullable Redirect redirect) {
        return redirect == null
                ? null
                : new io.paz.api.directory.Redirect(redirect.url(), redirect.permanent(), redirect.keepPath());
    }
}
