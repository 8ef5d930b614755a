package io.paz.engine.fleet.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.fleet.cadvisor.ContainerInfo;
import io.paz.engine.fleet.cadvisor.ContainerSpec;
import io.paz.engine.fleet.cadvisor.MachineInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CadvisorReadingsTest {

    private static final MachineInfo MACHINE = new MachineInfo(2, 1L << 30, null, null, null);

    @Test
    void a_container_that_only_has_the_name_of_an_instance_is_not_counted_as_it() {
        Map<String, String> labels = Map.of("io.paz.service", "shop", "io.paz.version", "1", "io.paz.instance", "1");
        List<ContainerInfo> containers = List.of(
                container("shop-1-1", labels),
                container("shop-1-2", labels),
                container("blog-1-1", Map.of()),
                container("paz-scheduler", Map.of()),
                container("registry", Map.of()));

        assertThat(CadvisorReadings.reading(MACHINE, container("docker", Map.of()), containers)
                        .containers())
                .containsOnlyKeys("shop-1-1", "paz-scheduler", "registry");
    }

    private static ContainerInfo container(String name, Map<String, String> labels) {
        ContainerSpec spec = new ContainerSpec(null, labels, null, null, null, null, null, null, null);
        return new ContainerInfo("id of " + name, "/docker/" + name, List.of(name), null, null, spec, null);
    }
}
