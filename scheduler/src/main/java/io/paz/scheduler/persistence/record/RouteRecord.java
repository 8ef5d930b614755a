package io.paz.scheduler.persistence.record;

import io.paz.scheduler.release.Route;
import org.jspecify.annotations.Nullable;

/** Stored route of a service. */
record RouteRecord(
        @Nullable String host,
        @Nullable String path,
        @Nullable Boolean stripPrefix,
        @Nullable RedirectRecord redirect) {

    record RedirectRecord(
            String url,
            @Nullable Boolean permanent,
            @Nullable Boolean keepPath) {}

    static RouteRecord of(Route route) {
        Route.Redirect redirect = route.redirect();
        return new RouteRecord(
                route.host(),
                route.path(),
                route.stripPrefix(),
                redirect == null
                        ? null
                        : new RedirectRecord(redirect.url(), redirect.permanent(), redirect.keepPath()));
    }

    Route toDomain() {
        return new Route(
                host,
                path,
                stripPrefix,
                redirect == null ? null : new Route.Redirect(redirect.url, redirect.permanent, redirect.keepPath));
    }
}
