package io.paz.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class JournalRoutesTest {
    @TempDir
    private Path folder;

    private TestHost host;

    @BeforeEach
    void start() throws IOException {
        host = TestHost.start(folder, "--insecure");
        launch("talks.service", "/bin/sh -c 'echo one; echo two; echo grüße; exit 3'");
        TestHost.await(
                () -> entries("UNIT=talks.service", "").contains("Failed with result"), () -> "the end of the unit");
    }

    @AfterEach
    void stop() throws IOException {
        TestHost.end(host);
    }

    private void launch(String name, String command) throws IOException {
        String body =
                "{\"desiredState\":\"launched\",\"options\":[{\"section\":\"Service\",\"name\":\"ExecStart\",\"value\":\"%s\"}]}"
                        .formatted(command);
        assertThat(host.put(name, body).statusCode()).isEqualTo(201);
    }

    private String entries(String query, String range) {
        return answer(query, range).body();
    }

    private HttpResponse<String> answer(String query, String range) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(host.uri().resolve("/entries?" + query)).header("Accept", "application/json");
        if (!range.isEmpty()) {
            request.header("Range", range);
        }
        try {
            return host.send(request.build());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> messages(String lines) {
        return lines.lines()
                .map(line -> JsonMapper.shared().readTree(line).get("MESSAGE").asString())
                .toList();
    }

    @Test
    void givesLinesOfAUnitAsJson() {
        HttpResponse<String> answer = answer("_SYSTEMD_UNIT=talks.service", "entries=:-100:100");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(messages(answer.body())).containsExactly("one", "two", "grüße");
        JsonNode first =
                JsonMapper.shared().readTree(answer.body().lines().findFirst().orElseThrow());
        assertThat(first.propertyNames())
                .containsExactly(
                        "__CURSOR",
                        "__REALTIME_TIMESTAMP",
                        "_TRANSPORT",
                        "PRIORITY",
                        "SYSLOG_IDENTIFIER",
                        "_SYSTEMD_UNIT",
                        "MESSAGE");
    }

    @Test
    void pagesByCursor() {
        String first = entries("_SYSTEMD_UNIT=talks.service", "entries=:0:1");
        assertThat(messages(first)).containsExactly("one");
        String cursor = JsonMapper.shared().readTree(first).get("__CURSOR").asString();
        assertThat(messages(entries("_SYSTEMD_UNIT=talks.service", "entries=" + cursor + ":1:1")))
                .containsExactly("two");
        assertThat(messages(entries("_SYSTEMD_UNIT=talks.service", "entries=" + cursor)))
                .containsExactly("one", "two", "grüße");
        assertThat(messages(entries("_SYSTEMD_UNIT=talks.service", "entries=:-1:2")))
                .containsExactly("two", "grüße");
    }

    @Test
    void keepsTheLinesOfAUnitThatIsGone() throws IOException {
        host.destroyAll();
        assertThat(messages(entries("_SYSTEMD_UNIT=talks.service", ""))).containsExactly("one", "two", "grüße");
    }

    @Test
    void givesText() throws IOException {
        HttpResponse<String> answer = host.send("GET", "/entries?_SYSTEMD_UNIT=talks.service", null, null);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(answer.body().lines().map(line -> line.replaceFirst("^\\S+Z ", "")))
                .containsExactly("talks: one", "talks: two", "talks: grüße");
    }

    @Test
    void refusesARangeThatIsNone() {
        for (String range : List.of(
                "bytes=0-1", "entries=nonsense:1:1", "entries=:x:1", "entries=i=zz", "entries=t=", "entries=:0:0")) {
            HttpResponse<String> answer = answer("", range);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(JsonMapper.shared()
                            .readTree(answer.body())
                            .at("/error/message")
                            .asString())
                    .isEqualTo("Range: value " + range
                            + " (expected: entries=<cursor>[[:<skip>]:<count>], such as entries=:-100:101)");
        }
    }

    @Test
    void givesServerSentEvents() throws IOException {
        HttpResponse<String> answer =
                host.send(HttpRequest.newBuilder(host.uri().resolve("/entries?_SYSTEMD_UNIT=talks.service"))
                        .header("Accept", "text/event-stream")
                        .header("Range", "entries=:0:2")
                        .build());
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        String[] events = answer.body().split("(?<=\n\n)");
        assertThat(events).hasSize(2).allMatch(event -> event.startsWith("data: {") && event.endsWith("}\n\n"));
        assertThat(messages(answer.body().replace("data: ", "").replace("\n\n", "\n")))
                .containsExactly("one", "two");
    }

    @Test
    void beginsAtATime() {
        assertThat(messages(entries("_SYSTEMD_UNIT=talks.service", "entries=t=0:1:1")))
                .containsExactly("two");
        assertThat(entries("_SYSTEMD_UNIT=talks.service", "entries=t=ffffffffffffff"))
                .isEmpty();
    }

    @Test
    void refusesParametersThatItWouldNotHeed() {
        assertThat(answer("boot", "").body())
                .contains("parameter: value boot (expected: follow, or a field in capitals such as _SYSTEMD_UNIT)");
        assertThat(answer("follow=perhaps", "").statusCode()).isEqualTo(400);
        assertThat(messages(entries("follow=no&_SYSTEMD_UNIT=talks.service", "")))
                .containsExactly("one", "two", "grüße");
    }

    @Test
    void followsNoFurtherThanWasAsked() {
        assertThat(messages(entries("follow&_SYSTEMD_UNIT=talks.service", "entries=:0:2")))
                .containsExactly("one", "two");
    }

    @Test
    void followsWhatComes() throws IOException {
        Path go = folder.resolve("go");
        launch("later.service", "/bin/sh -c 'echo now; while [ ! -e " + go + " ]; do sleep 0.05; done; echo later'");
        HttpURLConnection connection = (HttpURLConnection) host.uri()
                .resolve("/entries?follow&_SYSTEMD_UNIT=later.service")
                .toURL()
                .openConnection();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).endsWith("later: now");
            Files.createFile(go);
            assertThat(lines.readLine()).endsWith("later: later");
        } finally {
            connection.disconnect();
        }
    }
}
