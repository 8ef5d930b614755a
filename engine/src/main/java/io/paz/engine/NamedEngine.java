package io.paz.engine;

import java.util.Set;

/** A provider of engines that are chosen by name, {@code --engine}. */
public interface NamedEngine {

    /** Names of the engines that it makes. */
    Set<String> names();
}
