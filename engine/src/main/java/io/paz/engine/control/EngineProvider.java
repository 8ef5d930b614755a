package io.paz.engine.control;

import io.paz.engine.EngineSettings;

/** Makes one kind of engine; found with {@link java.util.ServiceLoader}. */
public interface EngineProvider {

    /** Calls nothing: an engine that does not answer is a failure of the calls. */
    Engine open(EngineSettings settings);
}
