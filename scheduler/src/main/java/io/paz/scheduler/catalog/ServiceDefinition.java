package io.paz.scheduler.catalog;

import io.paz.scheduler.release.ServiceConfig;
import org.jspecify.annotations.Nullable;

/** Current definition of a service in the service directory. */
public record ServiceDefinition(String name, @Nullable String description, String repository, ServiceConfig config) {}
