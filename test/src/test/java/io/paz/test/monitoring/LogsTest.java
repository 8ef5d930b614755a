package io.paz.test.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Lines of units of a real embedded host, through the orchestrator. */
@Timeout(180)
class LogsTest {

    @TempDir
    private Path folder;

    private Machine machine;

    @BeforeEach
    void start() {
        machine = new Machine(folder);
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    /** Prints its line each time the file is made, and takes the file away. */
    private String printer(String unit) {
        Path bell = bell(unit);
        return "while true; do if [ -e " + bell + " ]; then rm " + bell + "; echo line of " + unit
                + "; fi; sleep 0.05; done";
    }

    private Path bell(String unit) {
        return folder.resolve("bell-" + unit);
    }

    private void ring(String unit) throws IOException {
        Files.createFile(bell(unit));
        Machine.await(() -> !Files.exists(bell(unit)), unit + " to answer");
    }

    private List<String> messages(String path) {
        return machine.get(path)
                .path("lines")
                .valueStream()
                .map(line -> line.path("message").asString())
                .toList();
    }

    @Test
    void linesOfAllInstancesAreMergedByTime() throws IOException {
        List<String> order = List.of("web-1-2", "web-1-1", "web-1-3", "web-1-1");
        for (String unit : List.of("web-1-1", "web-1-2", "web-1-3", "other-1-1")) {
            machine.launch(unit, printer(unit));
        }
        List<String> expected = new ArrayList<>();
        for (String unit : order) {
            ring(unit);
            expected.add("line of " + unit);
            Machine.await(() -> messages("/services/web/logs").equals(expected), expected + " in order");
        }
        JsonNode line = machine.get("/services/web/logs?lines=1").at("/lines/0");
        assertThat(line.propertyNames()).containsExactly("time", "host", "unit", "message");
        assertThat(line.path("host").asString()).isEqualTo(Machine.ID);
        assertThat(line.path("unit").asString()).isEqualTo("web-1-1");
        assertThat(messages("/services/web/logs?grep=web-1-3")).containsExactly("line of web-1-3");
        assertThat(messages("/services/web/logs?grep=web.1")).isEmpty();
        assertThat(messages("/services/web/logs?lines=2")).isEqualTo(expected.subList(2, 4));
        assertThat(messages("/services/web/logs?since=2126-01-01T00:00:00Z")).isEmpty();
        assertThat(messages("/services/web/logs?since=1h")).isEqualTo(expected);
        assertThat(messages("/cluster/units/web-1-1/logs")).containsExactly("line of web-1-1", "line of web-1-1");
    }

    @Test
    void textIsALineForALine() {
        machine.launch("web-1-1", "echo hello; sleep 1000");
        Machine.await(() -> !messages("/cluster/units/web-1-1/logs").isEmpty(), "a line");
        HttpResponse<String> text = machine.get(machine.uri("/cluster/units/web-1-1/logs"), "text/plain");
        assertThat(text.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(text.body()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z web-1-1 hello\\n");
        assertThat(machine.get(machine.uri("/cluster/units/web-1-1/logs"), "text/event-stream")
                        .body())
                .matches("data: \\{\"time\":\"[^\"]+\",\"host\":\"" + Machine.ID
                        + "\",\"unit\":\"web-1-1\",\"message\":\"hello\"}\\n\\n");
    }

    @Test
    void linesOfAUnitThatIsGoneAreThere() {
        machine.launch("web-1-1", "echo last words");
        Machine.await(() -> !messages("/cluster/units/web-1-1/logs").isEmpty(), "a line");
        machine.destroy("web-1-1");
        assertThat(messages("/cluster/units/web-1-1/logs")).containsExactly("last words");
    }

    @Test
    void aReaderThatFollowsSeesInstancesThatCome() throws IOException {
        for (String unit : List.of("web-1-1", "web-1-2", "web-1-3")) {
            machine.launch(unit, printer(unit));
        }
        ring("web-1-1");
        Machine.await(() -> messages("/services/web/logs").size() == 1, "the first line");
        HttpURLConnection connection = (HttpURLConnection)
                machine.uri("/services/web/logs?follow=true&grep=line").toURL().openConnection();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(connection.getContentType()).isEqualTo("text/event-stream");
            assertThat(nextData(lines)).contains("line of web-1-1");
            for (String unit : List.of("web-1-3", "web-1-2", "web-1-1")) {
                ring(unit);
                assertThat(nextData(lines))
                        .contains("\"unit\":\"" + unit + "\"")
                        .contains("line of " + unit);
            }
            machine.launch("web-2-1", "echo another line; " + printer("web-2-1"));
            assertThat(nextData(lines)).contains("\"unit\":\"web-2-1\"").contains("another line");
            ring("web-2-1");
            assertThat(nextData(lines)).contains("line of web-2-1");
        } finally {
            connection.disconnect();
        }
    }

    private static String nextData(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith("data: ")) {
            line = lines.readLine();
        }
        return String.valueOf(line);
    }

    @Test
    void aHostThatIsLostIsTold() {
        machine.launch("web-1-1", "echo hello; sleep 1000");
        Machine.await(() -> !messages("/services/web/logs").isEmpty(), "a line");
        machine.destroy("web-1-1");
        machine.loseHost();
        Machine.await(
                () -> machine.get("/services/web/logs")
                        .at("/missing")
                        .valueStream()
                        .anyMatch(part -> part.path("part").asString().equals("host " + Machine.ID)),
                "the host to be missing");
    }

    @Test
    void whatIsWrongIsRefusedByName() {
        String[][] questions = {
            {"/cluster/units/a..%20/logs", "404", "unit a.. : not known, and no line of it is kept"},
            {"/cluster/units/no-such/logs", "404", "unit no-such: not known, and no line of it is kept"},
            {"/services/A%20b/logs", "404", "service A b does not exist"},
            {"/services/web/logs?lines=-1", "400", "lines: value -1 (expected: a whole number from 0 to 10000)"},
            {"/services/web/logs?lines=10001", "400", "lines: value 10001 (expected: a whole number from 0 to 10000)"},
            {
                "/services/web/logs?since=yesterday",
                "400",
                "since: value yesterday (expected: a time such as"
                        + " 2026-01-01T12:00:00Z, milliseconds since 1970, or 15m, 2h, 1d)"
            },
            {"/services/web/logs?follow=1", "400", "follow: value 1 (expected: true or false)"},
            {"/services/web/logs?tail=1", "400", "parameter: value tail (expected: since, lines, grep or follow)"},
        };
        for (String[] question : questions) {
            HttpResponse<String> answer = machine.get(machine.uri(question[0]), "application/json");
            assertThat(answer.statusCode()).as(question[0]).isEqualTo(Integer.parseInt(question[1]));
            assertThat(answer.body()).as(question[0]).contains("\"message\":\"" + question[2] + "\"");
        }
    }
}
