package io.paz.engine.fleet.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.WorkloadName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkloadNamesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "web-1-2.service, web-1-2, INSTANCE, web, 1, 2",
                "web-2-3-1-2.service, web-2-3-1-2, INSTANCE, web-2-3, 1, 2",
                "web-announce-1-2.service, web-announce-1-2, ANNOUNCER, web, 1, 2",
                "web-announcer-1-2.service, web-announcer-1-2, INSTANCE, web-announcer, 1, 2",
                "web-loadbalancer-1-2.service, web-loadbalancer-1-2, LOADBALANCER, web-loadbalancer, 1, 2",
                "edge-loadbalancer.service, edge-loadbalancer, LOADBALANCER, edge-loadbalancer, -, -",
                "paz-scheduler.service, paz-scheduler, SYSTEM, paz-scheduler, -, -",
                "paz-web-1-2.service, paz-web-1-2, SYSTEM, paz-web-1-2, -, -",
                "etcd.service, etcd, OTHER, etcd, -, -",
                "web-01-2.service, web-01-2, OTHER, web-01-2, -, -",
                "nameless, nameless, OTHER, nameless, -, -"
            })
    void a_name_is_read_from_the_right(
            String unit, String text, WorkloadName.Kind kind, String service, Integer version, Integer instance) {
        assertThat(WorkloadNames.of(unit)).isEqualTo(new WorkloadName(text, kind, service, version, instance));
    }
}
