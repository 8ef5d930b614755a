package io.paz.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A service as the catalogue holds it. A description that was not given is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceDocument(
        String name, @Nullable String description, String dockerRepository, ServiceConfiguration config) {}
