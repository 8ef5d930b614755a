package io.paz.orchestrator.web.socket;

import static io.paz.orchestrator.testing.OrchestratorUnderTest.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.etcd.Await;
import io.paz.orchestrator.Orchestrator;
import io.paz.orchestrator.cluster.Document;
import io.paz.orchestrator.cluster.Observation;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.testing.OrchestratorUnderTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stream, over a WebSocket. */
final class SocketTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    /** Code 1001. */
    private static final String CLOSE_FRAME_GOING_AWAY = "\u0088\u0002\u0003\u00e9";

    private static final String WEB = "{\"name\":\"web\",\"config\":{\"a\":%d}}";

    @TempDir
    Path folder;

    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private OrchestratorUnderTest paz;

    @BeforeEach
    void start() throws IOException {
        paz = OrchestratorUnderTest.whole(folder);
    }

    @AfterEach
    void stop() {
        for (Client client : clients) {
            assertThat(client.messages)
                    .allSatisfy(message -> assertThat(paz.description().problems("StreamMessage", message.toString()))
                            .as(message.toString())
                            .isEmpty());
        }
        paz.close();
    }

    /** Keeps all messages that came. */
    private static final class Client implements WebSocket.Listener {

        private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(JsonMapper.shared().readTree(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private List<String> types() {
            return messages.stream()
                    .map(message -> message.path("type").asString())
                    .toList();
        }

        private JsonNode first(String type) {
            return messages.stream()
                    .filter(message -> message.path("type").asString().equals(type))
                    .findFirst()
                    .orElseThrow();
        }

        private long last() {
            return messages.get(messages.size() - 1).path("seq").asLong();
        }
    }

    private Client connect(String query, String... headers) {
        Client client = new Client();
        clients.add(client);
        WebSocket.Builder builder = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + OrchestratorUnderTest.TOKEN);
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        WebSocket unused = builder.buildAsync(URI.create("ws://" + paz.url() + "/socket" + query), client)
                .join();
        return client;
    }

    private static void await(Client client, String type) {
        Await.until(type, TIMEOUT, () -> client.types().contains(type));
    }

    /** The time to send a request ends with the request; a stream that was opened with it goes on. */
    @Test
    void outlivesTheTimeToSendARequest() throws Exception {
        try (ConfigurableApplicationContext alone =
                Orchestrator.start(Map.of(), "--port=0", "--insecure", "--request-timeout=1")) {
            String port = alone.getEnvironment().getRequiredProperty("local.server.port");
            CompletableFuture<Integer> closed = new CompletableFuture<>();
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/socket"), new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onClose(WebSocket ended, int status, String reason) {
                            closed.complete(status);
                            return closed;
                        }
                    })
                    .join();
            assertThatThrownBy(() -> closed.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            socket.abort();
        }
    }

    @Test
    void version_then_snapshot_then_each_change_with_the_next_number() {
        paz.states(state("web-1-1.service", "m1", "active", "running"));
        Await.until(
                "the unit is read",
                TIMEOUT,
                () -> paz.get("/cluster/units").tree().size() == 1);
        Client client = connect("");
        await(client, "snapshot");
        paz.states(state("web-1-1.service", "m1", "failed", "failed"), state("web-1-2.service", "m1", "active", "x"));
        paz.services(WEB.formatted(1));
        paz.deployments("{\"service\":\"web\",\"version\":1,\"state\":\"running\"}");
        await(client, "unit.change");
        await(client, "unit.add");
        await(client, "service.create");
        await(client, "deployment.add");
        paz.services();
        paz.states();
        await(client, "service.del");
        await(client, "unit.remove");

        assertThat(client.types().subList(0, 2)).containsExactly("hello", "snapshot");
        assertThat(client.messages.get(0).path("version").asString()).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
        assertThat(client.first("snapshot").path("data").path("units").toString())
                .contains("web-1-1");
        assertThat(client.first("unit.change").path("data").toString())
                .isEqualTo(
                        "{\"name\":\"web-1-1\",\"service\":\"web\",\"version\":1,\"instance\":1,\"activeState\":\"failed\",\"loadState\":\"loaded\",\"subState\":\"failed\",\"desiredState\":\"\",\"hash\":\"abc\",\"machineID\":\"m1\",\"kind\":\"instance\"}");
        assertThat(client.first("service.create").path("data").toString()).isEqualTo(WEB.formatted(1));
        long first = client.first("snapshot").path("seq").asLong();
        List<Long> numbers = client.messages.stream()
                .skip(2)
                .map(message -> message.path("seq").asLong())
                .toList();
        for (int i = 0; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(first + i + 1);
        }
    }

    @Test
    void one_that_comes_back_gets_what_it_missed_and_nothing_else() {
        Client first = connect("");
        await(first, "snapshot");
        long known = first.last();
        paz.services(WEB.formatted(1));
        await(first, "service.create");

        Client again = connect("?since=" + known);
        await(again, "service.create");
        assertThat(again.types()).doesNotContain("snapshot");
        assertThat(again.messages.get(1)).isEqualTo(first.messages.get(2));

        Client stranger = connect("?since=1");
        await(stranger, "snapshot");
    }

    @Test
    void a_quiet_change_is_taken_in_and_not_told() {
        Client client = connect("");
        await(client, "snapshot");
        paz.directory.on("POST /services?noEmit=true", 201, "{\"doc\":" + WEB.formatted(1) + "}");
        paz.services(WEB.formatted(1));
        assertThat(paz.send("POST", "/services?noEmit=true", WEB.formatted(1)).status())
                .isEqualTo(201);
        Await.until(
                "it is taken in",
                TIMEOUT,
                () -> paz.get("/cluster").tree().path("serviceCount").asInt() == 1);
        paz.services(WEB.formatted(2));

        await(client, "service.modifyConfig");
        assertThat(client.first("service.modifyConfig").path("data").toString()).isEqualTo(WEB.formatted(2));
    }

    @Test
    void a_quiet_change_hides_no_change_of_others() {
        String config = "{\"name\":\"web\",\"config\":{\"env\":{\"A\":\"%s\"},\"numInstances\":%d}}";
        paz.services(config.formatted("1", 1));
        Client client = connect("");
        await(client, "snapshot");
        Await.until(
                "it is known",
                TIMEOUT,
                () -> paz.get("/cluster").tree().path("serviceCount").asInt() == 1);
        String mine = "{\"doc\":{\"env\":{\"A\":\"2\"},\"numInstances\":%d}}";
        paz.directory.on("PATCH /services/web/config?noEmit=true", 200, mine.formatted(1));
        paz.services(config.formatted("2", 1));
        assertThat(patchEnv().status()).isEqualTo(200);
        // What follows shows that the first came silently: another changed numInstances, and the directory answers so.
        paz.directory.on("PATCH /services/web/config?noEmit=true", 200, mine.formatted(7));
        paz.services(config.formatted("2", 7));
        assertThat(patchEnv().status()).isEqualTo(200);

        await(client, "service.modifyConfig");
        assertThat(client.first("service.modifyConfig").path("data").toString()).isEqualTo(config.formatted("2", 7));
    }

    private OrchestratorUnderTest.Answer patchEnv() {
        return paz.send("PATCH", "/services/web/config/next?noEmit=true", "{\"env\":{\"A\":\"2\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example, 403",
        "Origin, null, 403",
        "Origin, 'http://127.0.0.1.evil.example', 403",
        "Origin, https://pages.example.org, 101",
        "X-None, x, 101"
    })
    void a_page_from_elsewhere_is_refused(String header, String value, int status) {
        if (status == 101) {
            await(connect("", header, value), "hello");
        } else {
            assertThatThrownBy(() -> connect("", header, value)).satisfies(failure -> assertStatus(failure, status));
        }
    }

    @Test
    void a_page_of_the_address_that_is_called_may_listen() {
        await(connect("", "Origin", "http://" + paz.url()), "hello");
    }

    @Test
    void a_page_that_came_over_plain_http_may_not_listen_over_https() {
        await(connect("", "Origin", "https://" + paz.url(), "X-Forwarded-Proto", "https"), "hello");
        assertThatThrownBy(() -> connect("", "Origin", "http://" + paz.url(), "X-Forwarded-Proto", "https"))
                .satisfies(failure -> assertStatus(failure, 403));
    }

    @Test
    void a_number_that_is_none_is_refused() {
        assertThatThrownBy(() -> connect("?since=-1")).satisfies(failure -> assertStatus(failure, 400));
        assertThat(paz.get("/socket?access_token=" + OrchestratorUnderTest.TOKEN + "&since=x")
                        .status())
                .isEqualTo(400);
    }

    private static void assertStatus(Throwable failure, int status) {
        assertThat(failure).isInstanceOf(CompletionException.class);
        assertThat(((WebSocketHandshakeException) failure.getCause())
                        .getResponse()
                        .statusCode())
                .isEqualTo(status);
    }

    /** Otherwise the server waits 10 s for streams, which never end by themselves. Repeated because two threads race. */
    @RepeatedTest(3)
    void a_server_that_stops_ends_its_streams() throws IOException {
        LiveCluster cluster = paz.context().getBean(LiveCluster.class);
        try (Socket stream = openStream()) {
            Await.until("it listens", TIMEOUT, () -> cluster.listeners() == 1);
            paz.context().close();
            stream.setSoTimeout((int) TIMEOUT.toMillis());
            byte[] received = stream.getInputStream().readAllBytes();
            assertThat(new String(received, StandardCharsets.ISO_8859_1)).endsWith(CLOSE_FRAME_GOING_AWAY);
        }
    }

    /** One of whom nothing is read; the other client reports 1006 where the connection's end overtakes its close frame. */
    private Socket openStream() throws IOException {
        Socket socket = new Socket("127.0.0.1", Integer.parseInt(paz.url().split(":")[1]));
        socket.getOutputStream()
                .write(("GET /socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                + "Authorization: Bearer " + OrchestratorUnderTest.TOKEN + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void one_that_does_not_read_is_cut_off_and_others_hear_all() throws IOException {
        Client other = connect("");
        await(other, "snapshot");
        LiveCluster cluster = paz.context().getBean(LiveCluster.class);
        try (Socket deaf = openStream()) {
            deaf.setReceiveBufferSize(4096);
            Await.until("both listen", TIMEOUT, () -> cluster.listeners() == 2);

            fill(cluster, other);

            Await.until("the deaf one is cut off", TIMEOUT, () -> cluster.listeners() == 1);
        }
        paz.services(WEB.formatted(7));
        await(other, "service.create");
    }

    /** Changes of 64 KiB each, more than all buffers on the way hold; no faster than one that reads takes them. */
    private static void fill(LiveCluster cluster, Client reader) {
        String filling = "x".repeat(65_536);
        for (int i = 0; i < 2_000 && cluster.listeners() == 2; i++) {
            int known = reader.messages.size();
            cluster.observe(new Observation.Deployments(
                    List.of(new Document("web/1", false, "{\"a\":\"" + i + filling + "\"}"))));
            Await.until("it is heard", TIMEOUT, () -> reader.messages.size() > known);
        }
    }
}
