package io.paz.api;

/** A success of the directory and of the scheduler: {@code {"doc": ...}}. */
public record Doc<T>(T doc) {}
