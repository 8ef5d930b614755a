package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.release.ServiceConfig;
import org.jspecify.annotations.Nullable;

/** A service as the directory has it now. */
public record ServiceDefinition(String name, @Nullable String description, String repository, ServiceConfig config) {}
