package io.paz.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A service as the catalogue holds it. A description that was not given is absent.
 *
 * @param createdTime when the service was created, in milliseconds since 1970; absent of one that an earlier release created
 * @param lastModifiedTime when the configuration was changed last, in milliseconds since 1970; absent when it never was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceDocument(
        String name,
        @Nullable String description,
        String dockerRepository,
        ServiceConfiguration config,
        @Nullable Long createdTime,
        @Nullable Long lastModifiedTime) {

    /** A service whose configuration was never changed. */
    public ServiceDocument(
            String name, @Nullable String description, String dockerRepository, ServiceConfiguration config) {
        this(name, description, dockerRepository, config, null, null);
    }
}
