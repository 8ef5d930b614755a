package io.paz.scheduler.catalog;

import io.paz.scheduler.release.ServiceConfig;
import org.jspecify.annotations.Nullable;

/** A service as the directory has it now. */
public record ServiceDefinition(String name, @Nullable String description, String repository, ServiceConfig config) {}
