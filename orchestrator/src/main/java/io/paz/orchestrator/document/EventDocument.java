package io.paz.orchestrator.document;

/** Something that happened, for the stream, and that is no part of the cluster's state. Written as its own JSON. */
public interface EventDocument {}
