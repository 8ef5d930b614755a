package io.paz.orchestrator.access;

/** A route that a caller may use. */
public record AllowedRoute(RouteRule rule, Reach reach) {}
