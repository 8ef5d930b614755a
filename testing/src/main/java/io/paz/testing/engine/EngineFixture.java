package io.paz.testing.engine;

import io.paz.engine.InstanceId;
import io.paz.engine.control.Engine;
import io.paz.engine.view.EngineView;
import java.util.List;

/** An engine under test, and what its hosts and etcd show without asking the engine. */
public interface EngineFixture {

    Engine engine();

    EngineView view();

    /** The address under which the instance is announced; empty when it is not. */
    String announced(InstanceId instance);

    /** Identity of the running container of an instance, another one after each start; empty when none runs. */
    String container(InstanceId instance);

    /** Variables of the running container as {@code NAME=value}. */
    List<String> environment(InstanceId instance);

    /** Ends the running container from outside, as a crash does. */
    void kill(InstanceId instance);

    /** Whether any container of the service is left, running or not. */
    boolean hasContainers(String service);

    /** An image that answers {@code /health} on port 8080, and prints something when it starts. */
    String image();
}
