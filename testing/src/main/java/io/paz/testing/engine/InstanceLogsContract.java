package io.paz.testing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.Host;
import io.paz.engine.LogLine;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link io.paz.engine.view.InstanceLogs} promises. */
public abstract class InstanceLogsContract extends EngineContract {

    @Test
    void lines_of_an_instance_are_read_and_followed() {
        submitFirst();
        Host host = hostOf(instance(1));
        awaitThat("it printed something", () -> !lines(host).isEmpty());
        List<LogLine> read = lines(host);
        assertThat(read).allMatch(line -> line.workload().equals(instance(1).toString()));

        LogLine followed = valueOf(fixture()
                .view()
                .logs()
                .follow(host, Set.of(instance(1).toString()), Optional.empty())
                .next());
        assertThat(followed.message()).isEqualTo(read.get(0).message());
    }

    private List<LogLine> lines(Host host) {
        return valueOf(fixture()
                .view()
                .logs()
                .last(host, Set.of(instance(1).toString()), 100)
                .collectList());
    }
}
