package io.paz.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.paz.engine.spec.PortMapping;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.testing.Services;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StrategiesTest {

    private static final PortMapping ANY = new PortMapping(80, null);

    /** Arrival | departure. The letters: L let hosts announce, P publish version, V publish service, S submit, H healthy, B in the balancer, W withdraw, A await it, O out, D destroy, R retire, % set a share of the traffic, = await it, ? judge. */
    static Stream<Arguments> plans() {
        return Stream.of(
                arguments(
                        "the first version starts at once",
                        "rolling",
                        3,
                        0,
                        "S2[1, 2, 3] L2 P2 V2 H2[1, 2, 3] B2[1, 2, 3]",
                        ""),
                arguments(
                        "one at a time",
                        "rolling",
                        2,
                        2,
                        "L2 P2 S2[1] H2[1] B2[1] W1[1] A1[1] O1[1] D1[1] S2[2] H2[2] B2[2]",
                        "V2 W1[2] A1[2] O1[2] D1[2] R1"),
                arguments(
                        "a third of six",
                        "rolling",
                        6,
                        6,
                        "L2 P2 S2[1, 2] H2[1, 2] B2[1, 2] W1[1, 2] A1[1, 2] O1[1, 2] D1[1, 2]"
                                + " S2[3, 4] H2[3, 4] B2[3, 4] W1[3, 4] A1[3, 4] O1[3, 4] D1[3, 4] S2[5, 6] H2[5, 6] B2[5, 6]",
                        "V2 W1[5, 6] A1[5, 6] O1[5, 6] D1[5, 6] R1"),
                arguments(
                        "fewer than before: the last batch ends all that are left",
                        "rolling",
                        1,
                        3,
                        "L2 P2 S2[1] H2[1] B2[1]",
                        "V2 W1[1, 2, 3] A1[1, 2, 3] O1[1, 2, 3] D1[1, 2, 3] R1"),
                arguments(
                        "more than before: later batches have nothing to end",
                        "rolling",
                        3,
                        1,
                        "L2 P2 S2[1] H2[1] B2[1] W1[1] A1[1] O1[1] D1[1] S2[2] H2[2] B2[2] S2[3] H2[3] B2[3]",
                        "V2 R1"),
                arguments(
                        "blue-green",
                        "blue-green",
                        2,
                        3,
                        "L2 P2 S2[1, 2] H2[1, 2] B2[1, 2]",
                        "V2 W1[1, 2, 3] A1[1, 2, 3] O1[1, 2, 3] D1[1, 2, 3] R1"),
                arguments(
                        "recreate",
                        "recreate",
                        2,
                        1,
                        "L2 P2 W1[1] A1[1] O1[1] D1[1] S2[1, 2] H2[1, 2] B2[1, 2]",
                        "V2 R1"));
    }

    static Stream<Arguments> plansOfCanaries() {
        return Stream.of(
                arguments(
                        "canary: all instances start with the first share",
                        "canary",
                        2,
                        3,
                        "L2 P2 %5:2 S2[1, 2] H2[1, 2] B2[1, 2] =5:2 ?5:2 %25:2 =25:2 ?25:2 %50:2 =50:2 ?50:2 %100:2 =100:2",
                        "V2 W1[1, 2, 3] A1[1, 2, 3] O1[1, 2, 3] D1[1, 2, 3] R1"),
                arguments("canary where nothing serves", "canary", 2, 0, "S2[1, 2] L2 P2 V2 H2[1, 2] B2[1, 2]", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"plans", "plansOfCanaries"})
    void plans_are(String name, String strategy, int next, int old, String rollout, String cleanup) {
        Takeover takeover =
                takeover(release(2, strategy, null, next, ANY), old == 0 ? null : release(1, null, null, old, ANY));
        assertThat(letters(strategy(takeover).rollout(takeover))).isEqualTo(rollout);
        assertThat(letters(strategy(takeover).cleanup(takeover))).isEqualTo(cleanup);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "one instance, no strategy | - | 1 | 1 | - | recreate | because volume data may be used by one instance at a time",
                "grows to several | - | 1 | 2 | - | recreate | because volume data may be used by one instance at a time",
                "shared | - | 1 | 1 | data | rolling | rolling, 1 of 1 instances at a time",
                "an explicit strategy wins | rolling | 1 | 1 | - | rolling | volume data is used by several instances at once",
                "blue-green wins | blue-green | 1 | 1 | - | blue-green | volume data is used by several instances at once",
                "several already use it | - | 3 | 3 | - | rolling | volume data is used by several instances at once",
                "several share it | - | 3 | 3 | data | rolling | rolling, 1 of 3 instances at a time"
            })
    void a_volume_of_one_instance_means_recreate(
            String name, String strategy, int old, int next, String shared, String chosen, String reason) {
        Strategies.Choice choice =
                Strategies.choose(takeover(withVolume(2, strategy, next, shared), withVolume(1, null, old, shared)));
        assertThat(choice.name()).isEqualTo(chosen);
        assertThat(choice.reason()).contains(reason);
    }

    @Test
    void a_volume_that_the_old_version_does_not_use_changes_nothing() {
        Takeover takeover = takeover(withVolume(2, null, 1, null), release(1, null, null, 1, ANY));
        assertThat(Strategies.choose(takeover).name()).isEqualTo("rolling");
        Takeover paths = takeover(withPath(2), withPath(1));
        assertThat(Strategies.choose(paths))
                .isEqualTo(new Strategies.Choice("rolling", "rolling, 1 of 1 instances at a time"));
    }

    private static Release withVolume(int version, String strategy, int instances, String shared) {
        Release plain = release(version, strategy, null, instances, ANY);
        return new Release(
                plain.id(),
                null,
                plain.image(),
                false,
                plain.config().toBuilder()
                        .volume(Map.of("data", "/data"))
                        .sharedVolumes(shared == null ? null : List.of(shared))
                        .build());
    }

    private static Release withPath(int version) {
        Release plain = release(version, null, null, 1, ANY);
        return new Release(
                plain.id(),
                null,
                plain.image(),
                false,
                plain.config().toBuilder().volume(Map.of("/srv/a", "/data")).build());
    }

    @Test
    void without_ports_there_is_no_traffic_to_share() {
        Takeover takeover = takeover(release(2, "canary", null, 1), release(1, null, null, 1));
        assertThat(Strategies.choose(takeover))
                .isEqualTo(new Strategies.Choice(
                        "blue-green", "blue-green, because without a port there is no traffic to share"));
    }

    @Test
    void without_ports_there_is_nothing_to_route() {
        Takeover takeover = takeover(release(2, "rolling", null, 1), release(1, null, null, 1));
        assertThat(letters(strategy(takeover).rollout(takeover))).isEqualTo("L2 P2 S2[1] H2[1]");
        assertThat(letters(strategy(takeover).cleanup(takeover))).isEqualTo("V2 D1[1] R1");
    }

    /** By how many tasks of the arrival were begun. */
    @ParameterizedTest(name = "{0}, {1} tasks begun")
    @CsvSource(delimiter = '|', textBlock = """
                    rolling    |  1 | W2[1, 2] A2[1, 2] O2[1, 2] D2[1, 2] R2
                    rolling    |  5 | W2[1, 2] A2[1, 2] O2[1, 2] D2[1, 2] R2
                    rolling    |  6 | S1[1] H1[1] B1[1] W2[1, 2] A2[1, 2] O2[1, 2] D2[1, 2] R2
                    rolling    | 12 | S1[1] H1[1] B1[1] W2[1, 2] A2[1, 2] O2[1, 2] D2[1, 2] R2
                    blue-green |  5 | W2[1, 2] A2[1, 2] O2[1, 2] D2[1, 2] R2
                    canary     |  6 | %0:2 =0:2 W2[1, 2] A2[1, 2] O2[1, 2] D2[1, 2] R2
                    recreate   |  2 | W2[1, 2] A2[1, 2] O2[1, 2] D2[1, 2] R2
                    recreate   |  3 | W2[1, 2] A2[1, 2] O2[1, 2] D2[1, 2] R2 S1[1, 2] H1[1, 2] B1[1, 2]
                    recreate   |  9 | W2[1, 2] A2[1, 2] O2[1, 2] D2[1, 2] R2 S1[1, 2] H1[1, 2] B1[1, 2]
                    """)
    void the_way_back_restores_what_was_taken_away(String strategy, int begun, String rollback) {
        Takeover takeover = takeover(release(2, strategy, null, 2, ANY), release(1, null, null, 2, ANY));
        Strategy chosen = strategy(takeover);
        assertThat(letters(chosen.rollback(
                        takeover,
                        chosen.rollout(takeover).stream()
                                .limit(begun)
                                .map(Task::id)
                                .toList())))
                .isEqualTo(rollback);
    }

    @Test
    void the_way_back_of_a_first_version_leaves_no_route() {
        Takeover takeover = takeover(release(2, "rolling", null, 1, ANY), null);
        assertThat(letters(strategy(takeover).rollback(takeover, List.of())))
                .isEqualTo("W2[1] A2[1] O2[1] D2[1] R2 U2");
    }

    @ParameterizedTest
    @CsvSource({"1, , 1", "3, , 1", "4, , 1", "6, , 2", "100, , 33", "6, 1, 1", "6, 4, 4", "2, 5, 2"})
    void a_batch_is_one_or_a_third_or_what_was_asked_for(int instances, Integer asked, int batch) {
        assertThat(Services.config("rolling", asked, instances).batch()).isEqualTo(batch);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                               |      |      | rolling    | rolling, 1 of 2 instances at a time
                    rolling    |      |      | rolling    | rolling, 1 of 2 instances at a time
                    blue-green |      |      | blue-green | blue-green
                    recreate   |      |      | recreate   | recreate
                    canary     |      |      | canary     | canary, with [5, 25, 50] % of the traffic
                               | 8080 | 8081 | rolling    | rolling, 1 of 2 instances at a time
                               | 8080 |      | rolling    | rolling, 1 of 2 instances at a time
                    blue-green | 8080 | 8080 | recreate   | recreate, because host port 8080 has no room for both versions side by side
                    """)
    void a_fixed_host_port_leaves_room_for_one_version(
            String asked, Integer nextPort, Integer oldPort, String name, String reason) {
        Takeover takeover = takeover(
                release(2, asked, null, 2, new PortMapping(80, nextPort)),
                release(1, null, null, 2, new PortMapping(80, oldPort)));
        assertThat(Strategies.choose(takeover)).isEqualTo(new Strategies.Choice(name, reason));
    }

    private static Strategy strategy(Takeover takeover) {
        return Strategies.named(Strategies.choose(takeover).name(), takeover.next());
    }

    private static Takeover takeover(Release next, Release old) {
        return new Takeover(next, old == null ? List.of() : List.of(old), Set.of());
    }

    private static Release release(int version, String strategy, Integer batch, int instances, PortMapping... ports) {
        return new Release(
                Services.id("web", version),
                null,
                "team/web",
                false,
                Services.config(strategy, batch, instances, ports));
    }

    private static String letters(List<Task> tasks) {
        return String.join(" ", tasks.stream().map(StrategiesTest::letters).toList());
    }

    private static String letters(Task task) {
        String letter =
                switch (task.kind()) {
                    case ALLOW_HOSTS -> "L";
                    case PUBLISH_VERSION -> "P";
                    case PUBLISH_SERVICE -> "V";
                    case SUBMIT -> "S";
                    case AWAIT_HEALTHY -> "H";
                    case AWAIT_BALANCED -> "B";
                    case WITHDRAW -> "W";
                    case AWAIT_WITHDRAWN -> "A";
                    case AWAIT_OUT -> "O";
                    case DESTROY -> "D";
                    case RETIRE -> "R";
                    case UNPUBLISH_SERVICE -> "U";
                    case SHARE -> "%" + task.share() + ":";
                    case AWAIT_SHARE -> "=" + task.share() + ":";
                    case JUDGE -> "?" + task.share() + ":";
                };
        return letter + task.release().version() + (task.instances().isEmpty() ? "" : task.instances());
    }
}
