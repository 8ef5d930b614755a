package io.paz.engine.fleet.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.engine.InstanceId;
import io.paz.engine.ReleaseId;
import io.paz.engine.spec.Confinement;
import io.paz.engine.spec.ContainerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whole unit texts, compared with files. */
class UnitRendererTest {

    private final UnitRenderer renderer =
            new UnitRenderer(new HostDefaults("172.17.0.1", "http://127.0.0.1:2379", "paz-test"));

    @Test
    void a_full_release() throws IOException {
        assertThat(text(Releases.full())).isEqualTo(golden("full.units"));
    }

    @Test
    void a_plain_release_that_was_just_pushed() throws IOException {
        ContainerSpec spec = Releases.small(new ReleaseId("web", 1), "team/web:2")
                .freshlyPushed(true)
                .build();
        assertThat(text(spec)).isEqualTo(golden("plain.units"));
    }

    @Test
    void a_confined_release() throws IOException {
        ContainerSpec spec = Releases.bare()
                .volumes(Map.of("/srv/data", "/data"))
                .confinement(new Confinement("1g", 2048, true, List.of("CHOWN", "NET_BIND_SERVICE")))
                .build();
        assertThat(text(spec)).isEqualTo(golden("confined.units"));
    }

    @Test
    void variables_stand_in_no_command_line() throws IOException {
        ContainerSpec spec = Releases.bare()
                .env(Releases.full().env())
                .confinement(new Confinement("1g", 2048, true, List.of()))
                .build();
        assertThat(text(spec)).isEqualTo(golden("variables.units"));
    }

    @Test
    void new_privileges_can_be_allowed() {
        ContainerSpec spec = Releases.bare()
                .confinement(new Confinement("1g", 2048, false, List.of()))
                .build();
        assertThat(text(spec)).contains("--cap-drop=ALL").doesNotContain("no-new-privileges", "--cap-add");
    }

    @Test
    void an_upstream_is_a_variable_and_a_host_of_the_load_balancer() {
        ContainerSpec spec = Releases.bare()
                .env(Map.of("A", "b"))
                .upstreams(List.of("billing", "mail-out"))
                .build();
        String text = text(spec);
        assertThat(text).contains("Environment=PAZ_HTTP_PORT=8080\n");
        assertThat(text).contains("""
                 "--add-host=billing.paz:${PAZ_HOST_IP}" \\
                 "--env=BILLING_URL=http://billing.paz:${PAZ_HTTP_PORT}" \\
                 "--add-host=mail-out.paz:${PAZ_HOST_IP}" \\
                 "--env=MAIL_OUT_URL=http://mail-out.paz:${PAZ_HTTP_PORT}" \\
                 "--env=A=b" \\
                """);
    }

    @Test
    void an_upstream_that_is_no_name_is_refused() {
        for (String name : List.of("a b", "${HOME}", "x\" --privileged", "x:1.2.3.4", "X", "")) {
            ContainerSpec spec = Releases.bare().upstreams(List.of(name)).build();
            assertThatThrownBy(() -> renderer.render(spec)).hasMessageContaining("upstreams: \"" + name);
        }
    }

    @Test
    void a_service_without_ports_is_not_announced() {
        ContainerSpec spec = Releases.bare().instances(2).build();
        assertThat(renderer.render(spec))
                .extracting(unit -> unit.name().toString())
                .containsExactly("demo-api-3-1.service", "demo-api-3-2.service");
    }

    @Test
    void a_hash_is_that_of_real_fleet() {
        UnitFile unit = new UnitFile(
                UnitName.container(new InstanceId("foo", 1, 1)),
                List.of(new UnitFile.Option("Service", "ExecStart", "/bin/sleep 3000")));
        assertThat(unit.hash()).isEqualTo("7dc08eb00f0c705e84a61e030d98e8cc3c994954");
    }

    @Test
    void sections_are_parted_by_an_empty_line() {
        UnitFile unit = new UnitFile(
                UnitName.container(new InstanceId("foo", 1, 1)),
                List.of(new UnitFile.Option("Unit", "A", "b"), new UnitFile.Option("Service", "C", "d")));
        assertThat(unit.text()).isEqualTo("[Unit]\nA=b\n\n[Service]\nC=d\n");
    }

    private String text(ContainerSpec spec) {
        return renderer.render(spec).stream()
                .map(unit -> "# " + unit.name() + "\n" + unit.text())
                .collect(Collectors.joining("\n"));
    }

    private static String golden(String name) throws IOException {
        try (var stream = UnitRendererTest.class.getResourceAsStream(name)) {
            return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
