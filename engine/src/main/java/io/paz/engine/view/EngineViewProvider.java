package io.paz.engine.view;

import io.paz.engine.EngineSettings;
import io.paz.engine.NamedEngine;

/** Makes the view of one kind of engine; found with {@link java.util.ServiceLoader}. */
public interface EngineViewProvider extends NamedEngine {

    /** Calls nothing: an engine that does not answer is a failure of the calls. */
    EngineView open(EngineSettings settings);
}
