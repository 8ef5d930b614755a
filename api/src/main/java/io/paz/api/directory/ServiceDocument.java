package io.paz.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A service as the catalogue holds it. A description that was not given is absent.
 *
 * @param createdTime when the service was created, in milliseconds since 1970; absent of one that an earlier release created
 * @param lastModifiedTime when the configuration was changed last, in milliseconds since 1970; absent when it never was
 * @param name under which it is deployed, {@code <service>.<environment>} outside production
 * @param service name that it has in each environment; absent in production
 * @param environment absent in production
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceDocument(
        String name,
        @Nullable String description,
        String dockerRepository,
        ServiceConfiguration config,
        @Nullable Long createdTime,
        @Nullable Long lastModifiedTime,
        @Nullable String service,
        @Nullable String environment) {

    /** A service whose configuration was never changed. */
    public ServiceDocument(
            String name, @Nullable String description, String dockerRepository, ServiceConfiguration config) {
        this(name, description, dockerRepository, config, null, null, null, null);
    }
}
