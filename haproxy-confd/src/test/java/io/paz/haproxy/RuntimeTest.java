package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import io.paz.haproxy.control.Haproxy;
import io.paz.haproxy.publish.PublishStatus;
import io.paz.haproxy.publish.RunningProxy;
import io.paz.haproxy.publish.Server;
import io.paz.haproxy.publish.ServerName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a running HAProxy follows without reading its files again, and what it does when it cannot. */
class RuntimeTest extends RealParts {

    private static final String CONFIG = "/paz/config/services/demo-api/";

    private EmbeddedConfd confd;
    private Instance one;

    @BeforeEach
    void start() throws Exception {
        confd = startAll(null, Map.of());
        one = instance("one");
        put(CONFIG + "versions/1/health-path", "/health?version=1");
        put(CONFIG + "versions/2/health-path", "/health?version=2");
        put("/paz/services/demo-api/1/1", one.address());
        awaitStatus(internal, "demo-api.paz", 200);
        awaitQuiet(confd);
    }

    @Test
    void serversComeAndGoAndChangeTheirWeightWithoutAReload() throws Exception {
        String before = haproxy.ask("show proc").lines().skip(1).findFirst().orElseThrow();
        int reloads = publishing().reloads();
        Instance two = instance("two");
        put("/paz/services/demo-api/2/1", two.address());
        Await.until("both answer in turn", SOON, () -> answers(4).equals(Set.of("one", "two")));
        put(CONFIG + "versions/1/weight", "0");
        Await.until("only the second answers", SOON, () -> answers(4).equals(Set.of("two")));
        delete("/paz/services/demo-api/1/1");
        Await.until(
                "the first is gone", SOON, () -> servers().equals(List.of("demo-api-2-1 " + two.address() + " 100")));
        delete("/paz/services/demo-api/2/1");
        awaitStatus(internal, "demo-api.paz", 503);
        put("/paz/services/demo-api/2/1", one.address());
        awaitStatus(internal, "demo-api.paz", 200);

        assertThat(publishing().reloads()).isEqualTo(reloads);
        assertThat(haproxy.ask("show proc")
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow()
                        .split("\\s+")[2])
                .isEqualTo(before.split("\\s+")[2]);
        assertThat(one.checked).contains("/health?version=1");
        assertThat(two.checked).containsExactly("/health?version=2");
    }

    @Test
    void aNewInstanceGetsNoRequestBeforeHaproxyFoundItHealthy() throws Exception {
        Instance two = instance("two");
        two.healthy = false;
        put("/paz/services/demo-api/2/1", two.address());
        Await.until("it waits", SOON, () -> publishing().rising().equals(List.of("demo-api/demo-api-2-1")));
        Await.until("it was checked", SOON, () -> two.checked.contains("/health?version=2"));
        assertThat(answers(20)).containsExactly("one");
        assertThat(statistics("demo-api-2-1").orElseThrow()[17]).doesNotStartWith("UP");
        two.healthy = true;
        Await.until("both answer in turn", SOON, () -> answers(4).equals(Set.of("one", "two")));
        Await.until("nothing waits", SOON, () -> publishing().rising().isEmpty());
    }

    /** As happens to one whose first check HAProxy has put off; ever so often, the check of a deleted one is under way. */
    @Test
    void aServerThatIsDeletedAndAddedAnewIsChecked() throws Exception {
        RunningProxy worker = new Haproxy("haproxy", files, 16).worker();
        List<String> options = List.of("check", "inter", "2s", "rise", "1", "fall", "3", "pool-purge-delay", "250ms");
        ServerName name = new ServerName("demo-api", "demo-api-2-1");
        Server two = new Server(name, instance("two").address(), options, 100);
        for (int i = 0; i < 50; i++) {
            worker.add(two);
            Await.until("it is deleted", SOON, () -> worker.delete(name));
        }
        worker.add(two);
        Await.until("it is healthy", SOON, () -> worker.servers("demo-api").stream()
                .anyMatch(state -> state.server().equals(name) && state.healthy() && !state.unchecked()));
        assertThat(answers(4)).containsExactly("one");
    }

    /** A canary begins so: whoever waits for it must see that it is ready. */
    @Test
    void anInstanceOfWeightZeroIsUpAndGetsNoRequest() throws Exception {
        put(CONFIG + "versions/2/weight", "0");
        put("/paz/services/demo-api/2/1", instance("two").address());
        Await.until("it is up", SOON, () -> statistics("demo-api-2-1")
                .map(row -> row[17] + " " + row[18])
                .equals(Optional.of("UP 0")));
        assertThat(answers(10)).containsExactly("one");
        int reloads = publishing().reloads();
        put(CONFIG + "versions/2/weight", "100");
        Await.until("both answer in turn", SOON, () -> answers(4).equals(Set.of("one", "two")));
        assertThat(publishing().reloads()).isEqualTo(reloads);
    }

    @Test
    void anOldInstanceFinishesItsRequestsAndGoes() throws Exception {
        put("/paz/services/demo-api/1/2", instance("two").address());
        Await.until("both answer in turn", SOON, () -> answers(4).equals(Set.of("one", "two")));
        List<CompletableFuture<String>> slow = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            slow.add(CompletableFuture.supplyAsync(() -> HaproxyServer.body(internal, "demo-api.paz", "/slow")));
        }
        Await.until("each has one request", SOON, () -> connections() == 2);
        delete("/paz/services/demo-api/1/1");
        Await.until("the first leaves", SOON, () -> publishing().leaving().equals(List.of("demo-api/demo-api-1-1")));
        assertThat(answers(4)).containsExactly("two");
        assertThat(slow).extracting(CompletableFuture::join).containsExactlyInAnyOrder("one", "two");
        Await.until("it is gone", SOON, () -> servers().size() == 1);
        Await.until("nothing leaves", SOON, () -> publishing().leaving().isEmpty());
    }

    @Test
    void hostNamesComeAndGoWithoutAReload() throws Exception {
        int reloads = publishing().reloads();
        put(CONFIG + "domains/shop.example.com", "");
        awaitStatus(internal, "shop.example.com", 200);
        put(CONFIG + "visibility", "public");
        awaitStatus(open, "shop.example.com", 200);
        delete(CONFIG + "domains/shop.example.com");
        awaitStatus(internal, "shop.example.com", 404);
        awaitStatus(open, "shop.example.com", 404);
        assertThat(publishing().reloads()).isEqualTo(reloads);
    }

    @Test
    void anApplicationKeepsAllOfWellKnownButTheChallengesThatAreOpen() throws Exception {
        int reloads = publishing().reloads();
        put(CONFIG + "domains/shop.example.com", "");
        put(CONFIG + "visibility", "public");
        awaitStatus(open, "shop.example.com", 200);
        String path = "/.well-known/acme-challenge/";
        assertThat(HaproxyServer.body(open, "shop.example.com", path + "Tok_en-1"))
                .startsWith("one");

        put("/paz/acme/challenges/shop.example.com/Tok_en-1", "Tok_en-1.thumb");
        put("/paz/acme/challenges/new.example.com/Tok_en-2", "Tok_en-2.thumb");
        Await.until("the challenge is answered", SOON, () -> HaproxyServer.body(
                        open, "Shop.Example.com:80", path + "Tok_en-1")
                .equals("Tok_en-1.thumb"));
        Await.until("that of a name that nothing serves yet is too", SOON, () -> HaproxyServer.body(
                        open, "new.example.com", path + "Tok_en-2")
                .equals("Tok_en-2.thumb"));
        for (String other :
                List.of(path, path + "Tok_en-2", path + "tok_en-1", path + "Tok_en-1/x", "/.well-known/openid")) {
            assertThat(HaproxyServer.body(open, "shop.example.com", other))
                    .as(other)
                    .startsWith("one");
        }
        assertThat(HaproxyServer.body(internal, "shop.example.com", path + "Tok_en-1"))
                .startsWith("one");

        delete("/paz/acme/challenges/shop.example.com/Tok_en-1");
        Await.until("the application has it again", SOON, () -> HaproxyServer.body(
                        open, "shop.example.com", path + "Tok_en-1")
                .startsWith("one"));
        assertThat(publishing().reloads()).isEqualTo(reloads);
    }

    @Test
    void haproxyThatIsNotAsPlannedReadsItsFiles() throws Exception {
        int reloads = publishing().reloads();
        haproxy.ask("@1 add server demo-api/demo-api-2-1 127.0.0.1:9 weight 1");
        put("/paz/services/demo-api/2/1", instance("two").address());
        Await.until("both answer in turn", SOON, () -> answers(4).equals(Set.of("one", "two")));
        Await.until("it was reloaded", SOON, () -> publishing().reloads() == reloads + 1);

        haproxy.ask("@1 add server demo-api/stranger 127.0.0.1:9 weight 0");
        haproxy.ask("@1 enable server demo-api/stranger");
        put(CONFIG + "versions/2/weight", "0");
        Await.until("only the first answers", SOON, () -> answers(4).equals(Set.of("one")));
        Await.until("it was reloaded", SOON, () -> publishing().reloads() == reloads + 2);
        assertThat(servers()).noneMatch(server -> server.startsWith("stranger"));
    }

    @Test
    void whatWasChangedIsStillThereAfterARestart() throws Exception {
        put("/paz/services/demo-api/2/1", instance("two").address());
        put(CONFIG + "versions/1/weight", "0");
        Await.until("only the second answers", SOON, () -> answers(4).equals(Set.of("two")));
        awaitQuiet(confd);
        List<String> servers = servers();
        haproxy.close();
        haproxy.start(internal);
        Await.until("only the second answers again", SOON, () -> answers(4).equals(Set.of("two")));
        Await.until("the same servers are there", SOON, () -> servers().equals(servers));
    }

    @Test
    void printsTheTimeFromAKeyToItsRouteInAServiceThatIsThere() throws Exception {
        Instance two = instance("two");
        delete("/paz/services/demo-api/1/1");
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            awaitStatus(internal, "demo-api.paz", 503);
            awaitQuiet(confd);
            long quiet = System.nanoTime();
            Await.until("the window is over", SOON, () -> System.nanoTime() - quiet > 100_000_000L);
            long begin = System.nanoTime();
            put("/paz/services/demo-api/2/1", two.address());
            awaitStatus(internal, "demo-api.paz", 200);
            micros.add((System.nanoTime() - begin) / 1_000);
            delete("/paz/services/demo-api/2/1");
        }
        micros.sort(null);
        System.out.println("from a key in etcd to its route without a reload: median " + micros.get(7) / 1_000
                + " ms of " + micros + " microseconds");
    }

    private PublishStatus publishing() {
        return confd.status().publishing();
    }

    /** Name, address and weight of each server that HAProxy has; none while it starts. */
    private List<String> servers() {
        try {
            return haproxy.ask("@1 show servers state demo-api")
                    .lines()
                    .skip(2)
                    .filter(line -> !line.isBlank())
                    .map(line -> line.split(" "))
                    .map(words -> words[3] + " " + words[4] + ":" + words[18] + " " + words[7])
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private long connections() {
        String statistics = HaproxyServer.exchange(stats, "GET /;csv HTTP/1.0\r\n\r\n");
        return statistics
                .lines()
                .filter(line -> line.startsWith("demo-api,demo-api-") && line.split(",")[4].equals("1"))
                .count();
    }
}
