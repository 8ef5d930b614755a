package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How HAProxy asks whether an instance is healthy, and that it does not where nobody said how. */
class HealthCheckTest extends RealParts {

    private static final String CONFIG = "/paz/config/services/demo-api/versions/";
    private static final int MANY_INTERVALS = 5;

    private EmbeddedConfd confd;

    @BeforeEach
    void start() throws Exception {
        confd = startAll(null, Map.of());
    }

    /** A database counts connections that say nothing, and refuses its clients after some. */
    @Test
    void anInstanceWithoutAHealthPathIsNeverConnectedToWithoutARequest() throws Exception {
        SilentConnections database = new SilentConnections();
        toClose.add(database);
        put(CONFIG + "1/health-interval", "1");
        put("/paz/services/demo-api/1/1", database.address());
        awaitStatus(internal, "demo-api.paz", 200);

        Instance checked = instance("checked");
        put("/paz/config/services/web/versions/1/health-path", "/health");
        put("/paz/config/services/web/versions/1/health-interval", "1");
        put("/paz/services/web/1/1", checked.address());
        Await.until("other instances were checked often", SOON, () -> checked.checks.get() > MANY_INTERVALS);
        assertThat(confd.status().publishing().reloads())
                .as("HAProxy started anew meanwhile")
                .isGreaterThan(1);
        assertThat(database.count()).isZero();
        assertThat(statistics("demo-api-1-1").map(HealthCheckTest::status)).contains("no check");
    }

    @Test
    void theCheckAsksAsItsVersionSays() throws Exception {
        Instance one = instance("one");
        one.acceptedHost = "app.example.com";
        one.healthStatus = 401;
        put(CONFIG + "1/health-path", "/health");
        put(CONFIG + "1/health-host", "app.example.com");
        put(CONFIG + "1/health-method", "HEAD");
        put(CONFIG + "1/health-status", "200-299,401");
        put("/paz/services/demo-api/1/1", one.address());
        Await.until("it is up", SOON, () -> isUp("demo-api-1-1"));
        assertThat(one.asked).containsExactly("HEAD app.example.com /health");

        one.healthStatus = 403;
        Await.until("it is down", SOON, () -> !isUp("demo-api-1-1"));
    }

    @Test
    void versionsSideBySideAreAskedForTheirOwnHostsWithoutAReload() throws Exception {
        Instance one = instance("one");
        put(CONFIG + "1/health-path", "/health");
        put("/paz/services/demo-api/1/1", one.address());
        Await.until("it is up", SOON, () -> isUp("demo-api-1-1"));
        awaitQuiet(confd);
        int reloads = confd.status().publishing().reloads();

        Instance two = instance("two");
        two.acceptedHost = "two.example.com:8080";
        put(CONFIG + "2/health-path", "/health");
        put(CONFIG + "2/health-host", "two.example.com:8080");
        put("/paz/services/demo-api/2/1", two.address());
        Await.until("both are up", SOON, () -> isUp("demo-api-1-1") && isUp("demo-api-2-1"));
        assertThat(one.asked).containsExactly("GET demo-api.paz /health");
        assertThat(two.asked).containsExactly("GET two.example.com:8080 /health");
        assertThat(confd.status().publishing().reloads()).isEqualTo(reloads);
    }

    /** Method and status belong to the whole backend, so only the newest version's servers can be checked by them. */
    @Test
    void anOlderVersionThatIsAskedOtherwiseServesUncheckedBesideTheNewestAndIsNotCalledDown() throws Exception {
        Instance one = instance("one");
        one.healthStatus = 204;
        put(CONFIG + "9/health-path", "/health");
        put(CONFIG + "9/health-status", "204");
        put("/paz/services/demo-api/9/1", one.address());
        Await.until("it is up", SOON, () -> isUp("demo-api-9-1"));

        put(CONFIG + "10/health-path", "/health");
        put(CONFIG + "10/health-status", "200");
        put("/paz/services/demo-api/10/1", instance("two").address());
        Await.until("the newest is up", SOON, () -> isUp("demo-api-10-1"));
        assertThat(statistics("demo-api-9-1").map(HealthCheckTest::status)).contains("no check");
        Await.until("both answer in turn", SOON, () -> answers(4).equals(Set.of("one", "two")));

        delete("/paz/services/demo-api/10/1");
        Await.until("the older is checked again", SOON, () -> isUp("demo-api-9-1"));
    }

    private boolean isUp(String server) {
        return statistics(server).map(HealthCheckTest::status).equals(Optional.of("UP"));
    }

    private static String status(String[] row) {
        return row[17];
    }
}
