package io.paz.test.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.paz.engine.fleet.client.JournalClient;
import io.paz.engine.fleet.client.JournalLine;
import io.paz.engine.fleet.client.JournalStart;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The embedded host's journal and the real systemd-journal-gatewayd with the same entries: same questions, same answers. */
@Timeout(180)
class JournalDoorTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    /** A gateway gives what it has at once. */
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    private static final String A = "_SYSTEMD_UNIT=web-1-1.service";
    private static final String B = "_SYSTEMD_UNIT=web-1-2.service";

    @TempDir
    private Path folder;

    private Machine machine;
    private Gatewayd gatewayd;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        assumeTrue(Gatewayd.isHere(), "systemd-journal-gatewayd is not installed (package systemd-journal-remote)");
        machine = new Machine(folder);
        machine.launch("web-1-1", "echo one; echo two; echo three; sleep 1000");
        Machine.await(() -> messages(machine.hostUri(), A, "").size() == 3, "three lines");
        machine.launch("web-1-2", "echo four; echo gr\u00fc\u00dfe");
        Machine.await(() -> messages(machine.hostUri(), B, "").size() == 2, "two lines");
        machine.destroy("web-1-1");
        machine.destroy("web-1-2");
        gatewayd = Gatewayd.serving(body(machine.hostUri(), "", ""), folder);
    }

    @AfterEach
    void stop() {
        if (gatewayd != null) {
            gatewayd.close();
        }
        if (machine != null) {
            machine.close();
        }
    }

    private static HttpURLConnection ask(URI journal, String query, String range) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) journal.resolve("/entries?" + query).toURL().openConnection();
        connection.setRequestProperty("Accept", "application/json");
        if (!range.isEmpty()) {
            connection.setRequestProperty("Range", range);
        }
        return connection;
    }

    private static int status(URI journal, String query, String range) throws IOException {
        return ask(journal, query, range).getResponseCode();
    }

    private static String body(URI journal, String query, String range) {
        try (var stream = ask(journal, query, range).getInputStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> messages(URI journal, String query, String range) {
        return entries(journal, query, range).stream()
                .map(entry -> entry.get("MESSAGE").asString())
                .toList();
    }

    private static List<JsonNode> entries(URI journal, String query, String range) {
        return body(journal, query, range)
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    /** But for a skip beyond the end: the gateway gives its last entry again then, the host none. */
    @Test
    void rangesGiveTheSameLines() {
        for (String query :
                List.of("", A, B, A + "&" + B, "_SYSTEMD_UNIT=none.service", "UNIT=web-1-2.service", A + "&UNIT=x")) {
            for (String range : List.of(
                    "",
                    "entries=:2",
                    "entries=:1:2",
                    "entries=:-1:1",
                    "entries=:-1:2",
                    "entries=:-3:3",
                    "entries=:-2:100",
                    "entries=:-100:100",
                    "entries=:0:100",
                    "entries=t=1:0:3",
                    "entries=t=fffffffffffffff:0:3")) {
                assertThat(messages(machine.hostUri(), query, range))
                        .as("%s with %s", query, range)
                        .isEqualTo(messages(gatewayd.uri(), query, range));
            }
        }
    }

    @Test
    void cursorsLeadOnAlike() {
        for (String range :
                List.of("entries=%s", "entries=%s:1:2", "entries=%s:-1:2", "entries=%s:-2:1", "entries=%s:0:1")) {
            assertThat(messages(machine.hostUri(), "", range.formatted(third(machine.hostUri()))))
                    .as(range)
                    .isEqualTo(messages(gatewayd.uri(), "", range.formatted(third(gatewayd.uri()))));
        }
    }

    private static String third(URI journal) {
        return entries(journal, "", "").get(2).get("__CURSOR").asString();
    }

    @Test
    void whatIsWrongIsRefusedAlike() throws IOException {
        String[][] questions = {
            {"nonsense=1", ""},
            {"follow=perhaps", ""},
            {"", "entries=:x:1"},
            {"", "entries=:0:0"},
            {"", "entries=nonsense:1:1"}
        };
        for (String[] question : questions) {
            assertThat(status(machine.hostUri(), question[0], question[1]))
                    .as("%s with %s", question[0], question[1])
                    .isEqualTo(status(gatewayd.uri(), question[0], question[1]))
                    .isEqualTo(400);
        }
    }

    private static List<JournalLine> last(JournalClient client, List<String> units, int count) {
        return client.last(units, count).takeLast(count).collectList().block(TIMEOUT);
    }

    @Test
    void theClientReadsBothAlike() {
        JournalClient host = new JournalClient(machine.hostUri(), null);
        JournalClient real = new JournalClient(gatewayd.uri(), null);
        List<String> units = List.of("web-1-1.service", "web-1-2.service");
        assertThat(host.lastLines("web-1-1.service", 2).block(TIMEOUT))
                .isEqualTo(real.lastLines("web-1-1.service", 2).block(TIMEOUT))
                .containsExactly("two", "three");
        for (int count : new int[] {0, 1, 3, 5, 100}) {
            assertThat(told(last(host, units, count)))
                    .as("the last %d", count)
                    .isEqualTo(told(last(real, units, count)))
                    .hasSize(Math.min(count, 5));
        }
        assertThat(told(follow(host, units, JournalStart.at(Instant.EPOCH), 5)))
                .isEqualTo(told(follow(real, units, JournalStart.at(Instant.EPOCH), 5)))
                .hasSize(5);
        for (JournalClient client : List.of(host, real)) {
            String cursor = last(client, units, 3).get(0).cursor();
            assertThat(told(follow(client, units, JournalStart.after(cursor), 2)))
                    .containsExactly("web-1-2.service four", "web-1-2.service gr\u00fc\u00dfe");
        }
    }

    @Test
    void theLastLineIsNotToldAgainToWhomItIsKnown() {
        List<String> units = List.of("web-1-1.service", "web-1-2.service");
        for (URI journal : List.of(machine.hostUri(), gatewayd.uri())) {
            JournalClient client = new JournalClient(journal, null);
            String cursor = last(client, units, 1).get(0).cursor();
            assertThat(client.follow(units, JournalStart.after(cursor))
                            .take(ONE_SECOND)
                            .collectList()
                            .block(TIMEOUT))
                    .as(journal.toString())
                    .isEmpty();
        }
    }

    private static List<JournalLine> follow(JournalClient client, List<String> units, JournalStart start, int count) {
        return client.follow(units, start).take(count).collectList().block(TIMEOUT);
    }

    private static List<String> told(List<JournalLine> lines) {
        return lines.stream().map(line -> line.unit() + " " + line.message()).toList();
    }
}
