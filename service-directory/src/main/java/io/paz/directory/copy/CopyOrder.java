package io.paz.directory.copy;

import io.paz.directory.catalog.field.EnvironmentName;
import io.paz.directory.catalog.field.InvalidFieldException;
import io.paz.directory.catalog.field.ServiceName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be copied into a new environment.
 *
 * @param services without their environment; all of it when null
 * @param instances of each copy; as many as of its original when null
 */
public record CopyOrder(
        EnvironmentName from,
        @Nullable List<ServiceName> services,
        @Nullable Integer instances) {

    private static final int MAX_INSTANCES = 100;

    /** Null where nothing is to be copied. */
    public static @Nullable CopyOrder of(
            @Nullable String from, @Nullable List<String> services, @Nullable Integer instances) {
        if (from == null) {
            InvalidFieldException.unless(
                    services == null && instances == null, "from", null, "the environment to copy from");
            return null;
        }
        InvalidFieldException.unless(
                instances == null || instances >= 1 && instances <= MAX_INSTANCES,
                "instances",
                instances,
                "1 to " + MAX_INSTANCES);
        return new CopyOrder(
                EnvironmentName.of("from", from),
                services == null
                        ? null
                        : services.stream().map(CopyOrder::plain).toList(),
                instances);
    }

    private static ServiceName plain(String service) {
        return ServiceName.ifValid(service)
                .filter(name -> name.environment().isProduction())
                .orElseThrow(() -> new InvalidFieldException(
                        "services", service, "names of services without an environment, which from gives"));
    }
}
