package io.paz.scheduler.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.Condition;
import io.paz.engine.ReleaseId;
import io.paz.engine.control.HeldPart;
import io.paz.scheduler.drift.DriftFacts.Known;
import io.paz.scheduler.drift.DriftFacts.Standing;
import io.paz.scheduler.drift.DriftFacts.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DriftCheckTest {

    private static final ReleaseId WEB = new ReleaseId("web", 2);
    private static final ReleaseId OVER = new ReleaseId("web", 1);
    private static final ReleaseId STOPPED = new ReleaseId("idle", 4);
    private static final ReleaseId FOREIGN = new ReleaseId("other", 1);
    private static final Map<ReleaseId, Set<Integer>> ANNOUNCED = Map.of(WEB, Set.of(1));

    private static final Map<ReleaseId, Known> KNOWN = Map.of(
            WEB,
            new Known(
                    Standing.SERVING,
                    List.of(new Wanted("web-2-1", 1), new Wanted("web-announce-2-1", 1)),
                    true,
                    Map.of("web-2-1", Set.of("aa", "a2"), "web-announce-2-1", Set.of("bb"), "web-2-2", Set.of("b2"))),
            OVER,
            new Known(Standing.OVER, List.of(), true, Map.of("web-1-1", Set.of("cc"))),
            STOPPED,
            new Known(Standing.STOPPED, List.of(), true, Map.of("idle-4-1", Set.of("dd"))));

    private static final Hosts NO_HOSTS = new Hosts(Map.of(), true);
    private static final HeldPart CONTAINER = part(WEB, "web-2-1", "aa", Condition.RUNNING);
    private static final HeldPart SIDEKICK = sidekick(Condition.RUNNING);
    private static final HeldPart OLD = part(OVER, "web-1-1", "cc", Condition.RUNNING);

    private static HeldPart part(ReleaseId release, String name, String hash, Condition condition) {
        return new HeldPart(release.instance(1), name, false, hash, true, condition, "fleet's words", null);
    }

    private static HeldPart sidekick(Condition condition) {
        return new HeldPart(WEB.instance(1), "web-announce-2-1", true, "bb", true, condition, "fleet's words", null);
    }

    private static Arguments row(
            String name, List<HeldPart> held, Map<ReleaseId, Set<Integer>> announced, String... findings) {
        return Arguments.of(name, held, announced, List.of(findings));
    }

    static Stream<Arguments> rows() {
        return Stream.of(missing(), dead(), shown(), leftovers(), routes()).flatMap(each -> each);
    }

    private static Stream<Arguments> missing() {
        return Stream.of(
                row("all is as it should be", List.of(CONTAINER, SIDEKICK), ANNOUNCED),
                row(
                        "content as this release of Paz would make it",
                        List.of(part(WEB, "web-2-1", "a2", Condition.RUNNING), SIDEKICK),
                        ANNOUNCED),
                row(
                        "nothing is held",
                        List.of(),
                        Map.of(),
                        "MISSING web-2-1 SUBMIT: the engine does not hold it"
                                + " (expected: held and running, since web 2 serves); Paz submits it again",
                        "MISSING web-announce-2-1 SUBMIT: the engine does not hold it"
                                + " (expected: held and running, since web 2 serves); Paz submits it again"),
                row(
                        "a sidekick is missing",
                        List.of(CONTAINER),
                        ANNOUNCED,
                        "MISSING web-announce-2-1 SUBMIT: the engine does not hold it"
                                + " (expected: held and running, since web 2 serves); Paz submits it again"),
                row(
                        "a sidekick is missing beside a unit that somebody changed",
                        List.of(part(WEB, "web-2-1", "ff", Condition.RUNNING)),
                        ANNOUNCED,
                        "CHANGED web-2-1 NONE: content with hash ff (expected: content with hash a2 or aa);"
                                + " restart the service to put it right: ./paz restart web",
                        "MISSING web-announce-2-1 NONE: the engine does not hold it"
                                + " (expected: held and running, since web 2 serves); somebody changed the other part of"
                                + " the instance; restart the service to put both right: ./paz restart web"));
    }

    private static Stream<Arguments> dead() {
        HeldPart stopped =
                new HeldPart(WEB.instance(1), "web-2-1", false, "aa", false, Condition.PENDING, "fleet's words", null);
        return Stream.of(
                row(
                        "a container failed for good",
                        List.of(part(WEB, "web-2-1", "aa", Condition.FAILED), SIDEKICK),
                        Map.of(),
                        "DEAD web-2-1 REPLACE: fleet's words (expected: running);"
                                + " Paz removes what is left of it and submits it again"),
                row(
                        "a sidekick failed for good",
                        List.of(CONTAINER, sidekick(Condition.FAILED)),
                        ANNOUNCED,
                        "DEAD web-announce-2-1 REPLACE_ANNOUNCER: fleet's words (expected: running);"
                                + " Paz removes what is left of it and submits it again"),
                row(
                        "somebody stopped a unit with fleet's tools",
                        List.of(stopped, SIDEKICK),
                        Map.of(),
                        "DEAD web-2-1 SUBMIT: fleet's words (expected: launched); Paz submits it again"),
                row(
                        "starting again, etcd away",
                        List.of(part(WEB, "web-2-1", "aa", Condition.RESTARTING), SIDEKICK),
                        null));
    }

    private static Stream<Arguments> shown() {
        return Stream.of(
                row(
                        "other content",
                        List.of(part(WEB, "web-2-1", "ff", Condition.RUNNING), SIDEKICK),
                        ANNOUNCED,
                        "CHANGED web-2-1 NONE: content with hash ff (expected: content with hash a2 or aa);"
                                + " restart the service to put it right: ./paz restart web"),
                row(
                        "no host takes it",
                        List.of(part(WEB, "web-2-1", "aa", Condition.UNPLACED), SIDEKICK),
                        Map.of(),
                        "UNPLACED web-2-1 NONE: fleet's words (expected: running on a host);"
                                + " bring back a host that can take it"),
                row(
                        "runs and is not announced",
                        List.of(CONTAINER, SIDEKICK),
                        Map.of(),
                        "UNANNOUNCED web-2-1 NONE: not announced; fleet's words (expected: announced, so that it gets"
                                + " requests); the announcer goes on checking its health; look at its log (./paz logs web)"),
                row("etcd cannot be read", List.of(CONTAINER, SIDEKICK), null),
                row(
                        "a part of a version that Paz never gave out",
                        List.of(CONTAINER, SIDEKICK, part(FOREIGN, "other-1-1", "aa", Condition.RUNNING)),
                        ANNOUNCED,
                        "UNKNOWN other-1-1 NONE: fleet's words (expected: nothing of this name, since the journal knows no"
                                + " other 1); Paz leaves it alone; if nobody needs it, destroy it with the engine's own tool"),
                row(
                        "a part of a version that is over, with content that Paz never made",
                        List.of(CONTAINER, SIDEKICK, part(OVER, "web-1-1", "ee", Condition.RUNNING)),
                        ANNOUNCED,
                        "UNKNOWN web-1-1 NONE: fleet's words (expected: nothing of this name with this content, since Paz"
                                + " never made it); Paz leaves it alone; if nobody needs it, destroy it with the engine's own tool"));
    }

    private static Stream<Arguments> leftovers() {
        Map<ReleaseId, Set<Integer>> both = Map.of(WEB, Set.of(1), OVER, Set.of(1));
        HeldPart scaledAway =
                new HeldPart(WEB.instance(2), "web-2-2", false, "b2", true, Condition.RUNNING, "fleet's words", null);
        return Stream.of(
                row(
                        "a part of a version that is over",
                        List.of(CONTAINER, SIDEKICK, OLD),
                        both,
                        "LEFTOVER web-1-1 REMOVE: fleet's words (expected: nothing, since web 1 is over);"
                                + " Paz drains and removes it"),
                row(
                        "the same, while etcd cannot be read",
                        List.of(CONTAINER, SIDEKICK, OLD),
                        null,
                        "LEFTOVER web-1-1 NONE: fleet's words (expected: nothing, since web 1 is over);"
                                + " Paz removes it when etcd can be read again"),
                row(
                        "the same, while only it answers",
                        List.of(CONTAINER, SIDEKICK, OLD),
                        Map.of(OVER, Set.of(1)),
                        "LEFTOVER web-1-1 NONE: fleet's words, and gets the requests, since nothing of the version that"
                                + " serves does (expected: nothing, since web 1 is over); Paz removes it when the version"
                                + " that serves is announced again",
                        "UNANNOUNCED web-2-1 NONE: not announced; fleet's words (expected: announced, so that it gets"
                                + " requests); the announcer goes on checking its health; look at its log (./paz logs web)"),
                row(
                        "the same, while etcd has lost every route of the service",
                        List.of(CONTAINER, SIDEKICK, OLD),
                        Map.of(),
                        "LEFTOVER web-1-1 NONE: fleet's words, and nothing of the version that serves gets requests"
                                + " (expected: nothing, since web 1 is over); Paz removes it when the version that serves"
                                + " is announced again",
                        "UNANNOUNCED web-2-1 NONE: not announced; fleet's words (expected: announced, so that it gets"
                                + " requests); the announcer goes on checking its health; look at its log (./paz logs web)"),
                row(
                        "an instance that was scaled away",
                        List.of(CONTAINER, SIDEKICK, scaledAway),
                        ANNOUNCED,
                        "LEFTOVER web-2-2 REMOVE: fleet's words (expected: nothing, since web 2 has fewer instances now);"
                                + " Paz drains and removes it"),
                row(
                        "a part of a service that was stopped on purpose",
                        List.of(CONTAINER, SIDEKICK, part(STOPPED, "idle-4-1", "dd", Condition.RUNNING)),
                        ANNOUNCED,
                        "LEFTOVER idle-4-1 NONE: fleet's words (expected: nothing, since idle was stopped on purpose);"
                                + " Paz leaves alone what was stopped on purpose; ./paz start idle makes it right, or"
                                + " destroy it with the engine's own tool"));
    }

    private static Stream<Arguments> routes() {
        String gone = "it is announced, but nothing that the engine holds is behind it";
        return Stream.of(
                row(
                        "a route of a version that is over",
                        List.of(CONTAINER, SIDEKICK),
                        Map.of(WEB, Set.of(1), OVER, Set.of(1)),
                        "STALE_ROUTE web/1/1 UNROUTE: " + gone
                                + " (expected: no such route, since nothing of it should run); Paz takes it away"),
                row(
                        "a route of an instance too many",
                        List.of(CONTAINER, SIDEKICK),
                        Map.of(WEB, Set.of(1, 2)),
                        "STALE_ROUTE web/2/2 UNROUTE: " + gone
                                + " (expected: no such route, since nothing of it should run); Paz takes it away"),
                row(
                        "a route of a version that Paz never gave out",
                        List.of(CONTAINER, SIDEKICK),
                        Map.of(WEB, Set.of(1), FOREIGN, Set.of(1)),
                        "UNKNOWN other/1/1 NONE: " + gone
                                + " (expected: no such route, since the journal knows no other"
                                + " 1); Paz leaves it alone; if nobody needs it, delete its key in etcd"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void finds(String name, List<HeldPart> held, Map<ReleaseId, Set<Integer>> announced, List<String> findings) {
        assertThat(DriftCheck.of(new DriftFacts(KNOWN, held, announced, Map.of(), NO_HOSTS)))
                .map(DriftCheckTest::line)
                .isEqualTo(findings);
    }

    @Test
    void what_is_announced_and_has_not_served_for_a_while_is_shown_and_not_touched() {
        DriftFacts facts = new DriftFacts(
                KNOWN,
                List.of(CONTAINER, SIDEKICK),
                ANNOUNCED,
                Map.of(WEB.instance(1), "unhealthy: GET /health answers 500"),
                NO_HOSTS);
        assertThat(DriftCheck.of(facts))
                .map(DriftCheckTest::line)
                .containsExactly(
                        "NOT_SERVING web-2-1 NONE: unhealthy: GET /health answers 500 (expected: healthy, so that"
                                + " it gets requests); look at its log (./paz logs web); ./paz restart web replaces it");
    }

    private static String line(Finding finding) {
        return finding.kind() + " " + finding.part() + " " + finding.remedy() + ": " + finding.actual() + " (expected: "
                + finding.expected() + "); " + finding.advice();
    }

    @Test
    void what_was_repaired_three_times_within_an_hour_is_only_shown() {
        List<Finding> found = DriftCheck.of(new DriftFacts(KNOWN, List.of(SIDEKICK), Map.of(), Map.of(), NO_HOSTS));
        assertThat(DriftCheck.patient(found, Map.of("web-2-1", 2))).isEqualTo(found);
        assertThat(DriftCheck.patient(found, Map.of("web-2-1", 3)))
                .map(DriftCheckTest::line)
                .containsExactly(
                        "MISSING web-2-1 NONE: the engine does not hold it (expected: held and running, since web 2 serves);"
                                + " it keeps dying: repaired 3 times within the last hour. Look at its log (./paz logs web);"
                                + " Paz repairs it again when that hour is over");
    }

    @Test
    void a_second_instance_that_was_kept_apart_is_submitted_again_when_one_host_is_left() {
        Known two =
                new Known(Standing.SERVING, List.of(new Wanted("web-2-2", 2)), false, Map.of("web-2-2", Set.of("b2")));
        HeldPart second =
                new HeldPart(WEB.instance(2), "web-2-2", false, "b2", true, Condition.UNPLACED, "fleet's words", null);
        for (int hosts = 1; hosts <= 2; hosts++) {
            Map<String, Integer> load = hosts == 1 ? Map.of("a", 1) : Map.of("a", 1, "b", 0);
            DriftFacts facts =
                    new DriftFacts(Map.of(WEB, two), List.of(second), Map.of(), Map.of(), new Hosts(load, true));
            assertThat(DriftCheck.of(facts))
                    .map(finding -> finding.kind() + " " + finding.remedy())
                    .containsExactly(hosts == 1 ? "UNPLACED SUBMIT" : "UNPLACED NONE");
        }
    }
}
