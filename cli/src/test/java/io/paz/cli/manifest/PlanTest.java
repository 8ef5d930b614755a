package io.paz.cli.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.cli.api.RefusedException;
import io.paz.cli.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plans, on platforms that are generated and on those that somebody would have. */
final class PlanTest {

    private static final int PLATFORMS = 100;
    private static final long SEED = 17;

    private final List<String> done = new ArrayList<>();

    private static Catalogue production(String services) {
        return Catalogue.of(List.of(), JsonReader.read(services).fields());
    }

    private Catalogue applied(Catalogue wanted, Catalogue current) {
        MemoryPlatform platform = new MemoryPlatform(current);
        PlanExecution.run(Plan.of(wanted, current).all(), platform, change -> done.add(change.title()));
        return platform.read();
    }

    @Test
    void what_is_exported_and_read_again_changes_nothing() {
        GeneratedPlatforms platforms = new GeneratedPlatforms(SEED);
        for (int i = 0; i < PLATFORMS; i++) {
            Catalogue platform = platforms.next();
            String exported = ManifestWriter.write(platform);
            Catalogue read = ManifestReader.read("paz.yml", exported, Map.of()).catalogue();
            assertThat(Plan.of(read, platform).all()).as(exported).isEmpty();
        }
    }

    @Test
    void what_is_applied_leaves_nothing_to_change() {
        GeneratedPlatforms platforms = new GeneratedPlatforms(SEED);
        int changes = 0;
        for (int i = 0; i < PLATFORMS; i++) {
            Catalogue current = platforms.next();
            Catalogue wanted = platforms.next();
            changes += Plan.of(wanted, current).all().size();
            assertThat(Plan.of(wanted, applied(wanted, current)).all())
                    .as("%s to %s", current, wanted)
                    .isEmpty();
        }
        assertThat(changes).isGreaterThan(PLATFORMS);
    }

    @Test
    void a_domain_moves_to_a_service_that_is_changed_before_its_owner() {
        Catalogue current = production("{\"a\":{},\"b\":{\"domains\":[\"x.org\"]},\"z\":{\"domains\":[\"z.org\"]}}");
        Catalogue wanted = production("{\"a\":{\"domains\":[\"x.org\"]},\"b\":{\"domains\":[\"z.org\"]}}");
        assertThat(applied(wanted, current)).isEqualTo(wanted);
        assertThat(done).containsExactly("remove service z", "update service b", "update service a");
    }

    @Test
    void a_conflict_that_nothing_resolves_is_reported() {
        Catalogue current = production("{\"a\":{\"domains\":[\"x.org\"]},\"b\":{\"domains\":[\"y.org\"]}}");
        Catalogue wanted = production("{\"a\":{\"domains\":[\"y.org\"]},\"b\":{\"domains\":[\"x.org\"]}}");
        assertThatThrownBy(() -> applied(wanted, current)).isInstanceOf(RefusedException.class);
        assertThat(done).isEmpty();
    }

    @Test
    void services_come_after_those_that_they_call() {
        Catalogue wanted = Catalogue.of(
                List.of("dev"),
                JsonReader.read(
                                "{\"a.dev\":{\"upstreams\":[\"b\"]},\"b.dev\":{\"upstreams\":[\"c\"]},\"c.dev\":{\"upstreams\":[\"a\"]}}")
                        .fields());
        applied(wanted, production("{}"));
        assertThat(done)
                .containsExactly(
                        "create environment dev",
                        "create service c.dev",
                        "create service b.dev",
                        "create service a.dev");
    }

    @Test
    void a_field_that_the_file_does_not_have_goes_back_to_its_default() {
        Plan plan = Plan.of(
                production("{\"a\":{\"cpus\":2.0,\"publicFacing\":false,\"ports\":[{\"container\":1,\"host\":null}]}}"),
                production(
                        "{\"a\":{\"cpus\":2,\"httpsRedirect\":false,\"numInstances\":3,\"ports\":[{\"container\":1}]}}"));
        assertThat(plan.changes())
                .singleElement()
                .extracting(change -> ((Change.UpdateService) change).request())
                .isEqualTo(JsonReader.read("{\"httpsRedirect\":null,\"numInstances\":null}"));
    }

    @Test
    void what_cannot_be_changed_is_refused_with_what_to_do() {
        assertThatThrownBy(() -> Plan.of(
                        production("{\"a\":{\"dockerRepository\":\"team/a:2\"}}"),
                        production("{\"a\":{\"dockerRepository\":\"team/a\"}}")))
                .hasMessageContaining("\"team/a\" on the platform and \"team/a:2\" in the file")
                .hasMessageContaining("paz deploy a IMAGE");
    }

    @Test
    void new_secrets_are_those_that_the_platform_does_not_have() {
        Plan plan = Plan.of(
                production("{\"a\":{\"secrets\":[\"NEW\",\"OLD\"]}}"),
                production("{\"a\":{\"secrets\":[\"GONE\",\"OLD\"]}}"));
        assertThat(plan.changes()).extracting(Change::newSecrets).containsExactly(List.of("NEW"));
        assertThat(plan.changes())
                .extracting(change -> change.json().get("before"))
                .containsExactly(JsonReader.read("{\"secrets\":[\"GONE\",\"OLD\"]}"));
    }
}
