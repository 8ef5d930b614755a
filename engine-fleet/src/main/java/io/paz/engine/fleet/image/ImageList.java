package io.paz.engine.fleet.image;

import java.util.List;

/** Images that were asked for; none when the host has none. */
public record ImageList(List<ImageDocument> images) {}
