package io.paz.cli.context;

import io.paz.cli.api.Target;

/** A platform that somebody signed in to, under a name of theirs. */
public record Context(String name, Target target, boolean insecure) {}
