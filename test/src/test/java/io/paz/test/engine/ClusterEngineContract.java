package io.paz.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.api.directory.ServiceConfiguration;
import io.paz.scheduler.document.ConfigurationDocuments;
import io.paz.scheduler.engine.ClusterEngine;
import io.paz.scheduler.engine.HeldPart;
import io.paz.scheduler.engine.InstanceStatus.Condition;
import io.paz.scheduler.engine.Part;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.release.ReleaseId;
import io.paz.test.platform.Await;
import io.paz.test.platform.Names;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the scheduler relies on in every engine. An engine's own test says how to reach the engine, the keys of its etcd and the
 * Docker engine of its host.
 */
abstract class ClusterEngineContract {

    static final String IMAGE = "paz/demo-api:1";

    private static final Duration A_START = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String HOSTILE = "\" --privileged; $(id) ${HOME} pa$$word %i #\\n\n'two lines' \\";

    private final String service = Names.unique("engine");
    private final Release release = release(1, Map.of("MESSAGE", "first"), IMAGE);

    abstract ClusterEngine engine();

    /** The value of a key in etcd, empty when there is none. */
    abstract String key(String key);

    /** What a docker command printed, on the host that the instances run on; empty if it failed. */
    abstract String docker(String command);

    @AfterEach
    void leaveNothing() {
        engine().destroy(release, release.instances());
        awaitThat("nothing is left", () -> engine().isGone(release, release.instances()));
    }

    private Release release(int version, Map<String, String> env, String image) {
        JsonNode document = JSON.valueToTree(Map.of(
                "publicFacing",
                false,
                "numInstances",
                2,
                "ports",
                List.of(Map.of("container", 8080)),
                "env",
                env,
                "volume",
                Map.of(),
                "stopTimeoutSeconds",
                2,
                "healthCheck",
                Map.of("path", "/health")));
        return new Release(
                new ReleaseId(service, version),
                "A release of the contract",
                image,
                false,
                ConfigurationDocuments.read(JSON.treeToValue(document, ServiceConfiguration.class)));
    }

    private static void awaitThat(String what, Supplier<Boolean> condition) {
        Await.until(what, A_START, condition::get);
    }

    private List<Condition> conditions(Release of) {
        return engine().status(of, of.instances()).stream()
                .map(status -> status.condition())
                .toList();
    }

    private void awaitRunning(Release of) {
        awaitThat("both instances run", () -> conditions(of).equals(List.of(Condition.RUNNING, Condition.RUNNING)));
    }

    private String announced(Release of, int instance) {
        return key("/paz/services/" + service + "/" + of.id().version() + "/" + instance);
    }

    private String containerId(int instance) {
        return docker("ps -q --no-trunc --filter name=^" + service + "-1-" + instance + "$");
    }

    @Test
    void what_is_submitted_runs_and_is_announced_under_the_address_of_a_host() {
        engine().submit(release, release.instances());
        awaitRunning(release);
        for (int instance : release.instances()) {
            awaitThat("instance " + instance + " is announced", () -> engine().hosts()
                    .contains(announced(release, instance).split(":")[0]));
        }
        assertThat(engine().present()).contains(release.id());
        assertThat(engine().isGone(release, release.instances())).isFalse();
    }

    @Test
    void what_is_held_is_told_with_the_hashes_that_were_meant() {
        engine().submit(release, release.instances());
        awaitRunning(release);
        List<HeldPart> held = held();
        assertThat(held.stream().map(part -> new Part(part.name(), part.hash())))
                .containsExactlyInAnyOrderElementsOf(engine().parts(release));
        assertThat(held).allMatch(HeldPart::launched);
        assertThat(held).allMatch(part -> part.instance() == engine().instanceOf(part.name()));
        assertThat(held.stream().filter(part -> !part.sidekick()))
                .extracting(HeldPart::condition)
                .containsExactly(Condition.RUNNING, Condition.RUNNING);

        engine().withdraw(release, List.of(1));
        awaitThat("a sidekick is gone", () -> held().size() == 3);
    }

    private List<HeldPart> held() {
        return engine().held().stream()
                .filter(part -> part.release().equals(release.id()))
                .toList();
    }

    @Test
    void a_submission_made_again_changes_nothing() {
        engine().submit(release, release.instances());
        awaitRunning(release);
        awaitThat("the container is there", () -> !containerId(1).isEmpty());
        String before = containerId(1);

        engine().submit(release, release.instances());
        awaitRunning(release);
        assertThat(containerId(1)).isEqualTo(before);
    }

    @Test
    void instances_come_and_go_one_by_one() {
        engine().submit(release, List.of(2));
        awaitThat("instance 2 runs", () -> conditions(release).get(1) == Condition.RUNNING);
        assertThat(conditions(release)).containsExactly(Condition.PENDING, Condition.RUNNING);
        engine().submit(release, List.of(1));
        awaitRunning(release);

        engine().destroy(release, List.of(2));
        awaitThat("instance 2 is gone", () -> engine().isGone(release, List.of(2)));
        assertThat(engine().isGone(release, List.of(1))).isFalse();
        assertThat(conditions(release)).containsExactly(Condition.RUNNING, Condition.PENDING);
    }

    @Test
    void what_is_withdrawn_runs_on_and_is_announced_no_more() {
        engine().submit(release, release.instances());
        awaitThat("both are announced", () -> IntStream.of(1, 2)
                .noneMatch(instance -> announced(release, instance).isEmpty()));

        engine().withdraw(release, List.of(1));
        awaitThat("instance 1 is announced no more", () -> announced(release, 1).isEmpty());
        assertThat(announced(release, 2)).isNotEmpty();
        assertThat(conditions(release)).containsExactly(Condition.RUNNING, Condition.RUNNING);
    }

    @Test
    void what_is_destroyed_leaves_no_container_and_no_key() {
        engine().submit(release, release.instances());
        awaitThat("both are announced", () -> IntStream.of(1, 2)
                .noneMatch(instance -> announced(release, instance).isEmpty()));

        engine().destroy(release, release.instances());
        engine().destroy(release, release.instances());
        awaitThat("both are gone", () -> engine().isGone(release, release.instances()));
        // fleet forgets a unit when it told systemd to stop it; the container may still be closing its connections.
        awaitThat("no container is left", () -> docker("ps -aq --filter label=io.paz.service=" + service)
                .isEmpty());
        assertThat(announced(release, 1) + announced(release, 2)).isEmpty();
        assertThat(engine().present()).doesNotContain(release.id());
    }

    @Test
    void hostile_values_reach_the_container_byte_for_byte() {
        Release hostile = release(1, Map.of("MESSAGE", HOSTILE), IMAGE);
        engine().submit(hostile, List.of(1));
        awaitThat("the container is there", () -> !containerId(1).isEmpty());
        JsonNode environment = JSON.readTree(docker("inspect --format {{json\\ .Config.Env}} " + containerId(1)));
        assertThat(environment.valueStream().map(JsonNode::asString)).contains("MESSAGE=" + HOSTILE);
    }

    @Test
    void an_image_that_no_registry_has_is_tried_again_and_never_called_running() {
        Release missing = release(1, Map.of(), "paz-test/no-such-image:1");
        engine().submit(missing, List.of(1));
        awaitThat(
                "instance 1 is tried again",
                () -> engine().status(missing, List.of(1)).get(0).condition() == Condition.RESTARTING);
    }

    @Test
    void a_container_that_dies_is_started_again() {
        engine().submit(release, release.instances());
        awaitRunning(release);
        awaitThat("the container is there", () -> !containerId(1).isEmpty());
        String first = containerId(1);

        docker("kill " + first);
        awaitThat(
                "another container runs",
                () -> !containerId(1).isEmpty() && !containerId(1).equals(first));
        awaitRunning(release);
    }
}
