package io.paz.directory.catalog.route;

import io.paz.directory.catalog.field.InvalidFieldException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The routes of a service, none of them twice. */
public record Routes(List<Route> values) {

    private static final int MAX_ROUTES = 50;

    public Routes {
        values = List.copyOf(values);
        InvalidFieldException.unless(
                values.size() <= MAX_ROUTES, "routes", values.size() + " entries", "at most " + MAX_ROUTES);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            String matched = values.get(i).matched();
            InvalidFieldException.unless(
                    seen.add(matched), "routes[%d]".formatted(i), matched, "each host and path once");
        }
    }
}
