package io.paz.engine.fleet.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.InstanceId;
import io.paz.engine.fleet.unit.UnitName.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitNameTest {

    @ParameterizedTest
    @CsvSource({
        "demo-api-3-1.service, demo-api, 3, 1, CONTAINER",
        "demo-api-announce-3-1.service, demo-api, 3, 1, ANNOUNCE",
        "a-1-2-3.service, a-1, 2, 3, CONTAINER",
        "announce-1-2.service, announce, 1, 2, CONTAINER",
        "web-12-100.service, web, 12, 100, CONTAINER"
    })
    void is_read_from_the_right_and_written_back(String text, String service, int version, int instance, Role role) {
        UnitName name = new UnitName(new InstanceId(service, version, instance), role);
        assertThat(UnitName.parse(text)).contains(name);
        assertThat(name).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "web.service",
                "web-1.service",
                "web-0-1.service",
                "web-1-0.service",
                "web-01-1.service",
                "web-1-1.timer",
                "Web-1-1.service",
                "web-1-1.service\n",
                "web-9999999999-1.service",
                "-1-1.service",
                "web_x-1-1.service"
            })
    void other_names_are_not_units_of_paz(String text) {
        assertThat(UnitName.parse(text)).isEmpty();
    }

    @Test
    void the_container_of_a_sidekick_is_that_of_its_instance() {
        assertThat(UnitName.announce(new InstanceId("web", 2, 3)).containerName())
                .isEqualTo("web-2-3");
    }
}
