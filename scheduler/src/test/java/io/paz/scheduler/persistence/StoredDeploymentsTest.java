package io.paz.scheduler.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.Intervention;
import io.paz.scheduler.deployment.JournalLine;
import io.paz.scheduler.deployment.Part;
import io.paz.scheduler.plan.TaskProgress;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.request.RequestKey;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestSecrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredDeploymentsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static final RequestKey KEY = new RequestKey("key", "deploy");

    @TempDir
    Path folder;

    private StoredDeployments repository;

    @BeforeEach
    void open() {
        repository = StoredDeployments.open(folder, TestSecrets.cipher(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void versions_count_for_each_service_and_read_back_equal_after_a_restart() {
        Deployment first = append("web", null);
        Deployment second = append("web", null);
        Deployment other = append("we", null);
        assertThat(List.of(
                        first.id().version(), second.id().version(), other.id().version()))
                .containsExactly(1, 2, 1);

        close();
        open();
        assertThat(repository.history("web")).containsExactly(first, second);
        assertThat(repository.history("we")).containsExactly(other);
        assertThat(repository.latest("web")).contains(second);
        assertThat(repository.unfinished()).containsExactlyInAnyOrder(first, second, other);
        assertThat(repository.newest(null, 2)).containsExactly(other, second);
        assertThat(repository.newest("web", 9)).containsExactly(second, first);
    }

    @Test
    void a_deployment_that_cannot_be_made_uses_no_version() {
        assertThatThrownBy(() -> repository.append("web", KEY, "deploy", 0, version -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(append("web", null).id().version()).isEqualTo(1);
        assertThat(repository.findByKey("web", KEY)).isEmpty();
    }

    @Test
    void an_idempotency_key_belongs_to_its_service() {
        Deployment web = append("web", "key");
        assertThat(repository.findByKey("web", KEY)).contains(web);
        assertThat(repository.findByKey("api", KEY)).isEmpty();
    }

    @Test
    void what_serves_is_known_until_it_is_retired() {
        Deployment done = append("web", null)
                .started(List.of(), "rolling", "no version serves", NOW)
                .done(NOW);
        repository.save(done);
        assertThat(repository.serving("web")).containsExactly(done);
        assertThat(repository.unfinished()).isEmpty();

        repository.save(done.retired());
        assertThat(repository.serving("web")).isEmpty();
    }

    @Test
    void the_journal_pages_by_sequence_and_service() {
        append("web", null);
        append("api", null);
        append("web", null);
        repository.beginRemoval("web", Requester.UNKNOWN);
        repository.beginRemoval("web", Requester.UNKNOWN);

        assertThat(repository.journal(null, 0L, 100).stream().map(StoredDeploymentsTest::shown))
                .containsExactly("1 deploy web 1", "2 deploy api 1", "3 deploy web 2", "4 delete web null");
        assertThat(repository.journal(null, 1L, 2).stream().map(StoredDeploymentsTest::shown))
                .containsExactly("2 deploy api 1", "3 deploy web 2");
        assertThat(repository.journal(null, null, 2).stream().map(StoredDeploymentsTest::shown))
                .containsExactly("3 deploy web 2", "4 delete web null");
        assertThat(repository.journal("web", 1L, 100).stream().map(StoredDeploymentsTest::shown))
                .containsExactly("3 deploy web 2", "4 delete web null");
    }

    @Test
    void a_removal_is_kept_until_it_ended_and_versions_go_on_afterwards() {
        repository.save(append("web", null)
                .started(List.of(), "rolling", "no version serves", NOW)
                .done(NOW));
        repository.beginRemoval("web", Requester.UNKNOWN);
        assertThat(repository.removals()).containsExactly("web");

        repository.endRemoval("web");
        assertThat(repository.removals()).isEmpty();
        assertThat(repository.serving("web")).isEmpty();
        assertThat(append("web", null).id().version()).isEqualTo(2);
    }

    @Test
    void a_record_from_before_strategies_is_read() {
        Deployment old = new DeploymentCodec(TestSecrets.cipher()).deployment("""
                {"release":{"id":{"service":"web","version":1},"image":"team/web","freshlyPushed":false,\
                "config":{"publicFacing":false,"numInstances":1,"ports":[{"container":80}],"env":{},"volume":{}}},\
                "parts":[],"replaces":[],"completedTasks":4,"state":"DONE","serving":true,\
                "createdAt":"2026-01-02T03:04:05Z","steps":[]}""".getBytes(StandardCharsets.UTF_8));
        assertThat(old.strategy()).isNull();
        assertThat(old.rollbackTasks()).isEqualTo(TaskProgress.NONE);
        assertThat(old.release().config().batch()).isEqualTo(1);
        assertThat(old.release().config().pullsAlways()).isTrue();
        assertThat(old.release().config().upstreamNames()).isEmpty();
    }

    @Test
    void what_a_person_asked_of_a_deployment_is_kept_with_its_line_of_the_journal() {
        append("web", null);
        repository.intervene(Services.id("web", 1), Intervention.PROMOTE, Requester.UNKNOWN);
        repository.intervene(Services.id("web", 1), Intervention.ABORT, Requester.UNKNOWN);
        assertThat(repository.intervention(Services.id("web", 1))).contains(Intervention.ABORT);
        assertThat(repository.intervention(Services.id("web", 2))).isEmpty();
        assertThat(repository.journal(null, 0L, 100).stream().map(StoredDeploymentsTest::shown))
                .containsExactly("1 deploy web 1", "2 promote web 1", "3 abort web 1");
        assertThat(repository.newest(null, 9).stream().map(Deployment::id)).containsExactly(Services.id("web", 1));
    }

    @Test
    void what_is_on_disk_has_a_stable_form() {
        byte[] json = new DeploymentCodec(TestSecrets.cipher())
                .encode(append("web", null).started(List.of(), "rolling", "no version serves", NOW));
        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("""
                {"release":{"id":{"service":"web","version":1},"image":"team/web","freshlyPushed":false,\
                "config":{"publicFacing":false,"numInstances":1,"ports":[{"container":80}],"env":{"A":"1"},"volume":{},\
                "stopTimeoutSeconds":0}},"parts":[{"name":"web-1-1.service","hash":"00"}],"replaces":[],\
                "strategy":"rolling","completedTasks":0,"undoneTasks":0,"state":"RUNNING","serving":false,"stopped":false,\
                "createdAt":"2026-01-02T03:04:05Z","steps":[\
                {"name":"accepted","at":"2026-01-02T03:04:05Z","evidence":"a test"},\
                {"name":"rendered","at":"2026-01-02T03:04:05Z","evidence":"parts: 1, with their hashes"},\
                {"name":"started","at":"2026-01-02T03:04:05Z","evidence":"no version serves"}],"committed":false}""");
    }

    private Deployment append(String service, String key) {
        return repository.append(service, RequestKey.of(key, "deploy"), "deploy", 0, version -> {
            Release release = Services.release(service, version);
            Part part = new Part(service + "-" + version + "-1.service", "00");
            return Deployment.accepted(release, List.of(part), "a test", Requester.UNKNOWN, NOW);
        });
    }

    private static String shown(JournalLine line) {
        return line.sequence() + " " + line.event() + " " + line.service() + " " + line.version();
    }
}
