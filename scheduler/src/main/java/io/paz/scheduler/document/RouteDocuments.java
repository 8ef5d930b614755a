package io.paz.scheduler.document;

import io.paz.scheduler.release.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts the routes of a service. */
final class RouteDocuments {

    private RouteDocuments() {}

    static @Nullable List<Route> read(@Nullable List<io.paz.api.directory.Route> routes) {
        return routes == null
                ? null
                : routes.stream()
                        .map(route ->
                                new Route(route.host(), route.path(), route.stripPrefix(), redirect(route.redirect())))
                        .toList();
    }

    private static Route.@Nullable Redirect redirect(io.paz.api.directory.@Nullable Redirect redirect) {
        return redirect == null
                ? null
                : new Route.Redirect(String.valueOf(redirect.url()), redirect.permanent(), redirect.keepPath());
    }

    static @Nullable List<io.paz.api.directory.Route> write(@Nullable List<Route> routes) {
        return routes == null
                ? null
                : routes.stream()
                        .map(route -> new io.paz.api.directory.Route(
                                route.host(), route.path(), route.stripPrefix(), write(route.redirect())))
                        .toList();
    }

    private static io.paz.api.directory.@Nullable Redirect write(Route.@Nullable Redirect redirect) {
        return redirect == null
                ? null
                : new io.paz.api.directory.Redirect(redirect.url(), redirect.permanent(), redirect.keepPath());
    }
}
