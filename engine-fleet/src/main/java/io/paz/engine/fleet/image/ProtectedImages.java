package io.paz.engine.fleet.image;

import java.util.List;

/** Ids of the images of a service that are not to be pruned. */
public record ProtectedImages(List<String> ids) {}
