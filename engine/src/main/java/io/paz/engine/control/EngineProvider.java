package io.paz.engine.control;

import io.paz.engine.EngineSettings;
import io.paz.engine.NamedEngine;

/** Makes one kind of engine; found with {@link java.util.ServiceLoader}. */
public interface EngineProvider extends NamedEngine {

    /** Calls nothing: an engine that does not answer is a failure of the calls. */
    Engine open(EngineSettings settings);
}
