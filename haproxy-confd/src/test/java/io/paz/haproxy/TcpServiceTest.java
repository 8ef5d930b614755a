package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import io.paz.etcd.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A TCP service through the real HAProxy, by plain sockets. */
class TcpServiceTest extends RealParts {

    private static final String MAIL = "/paz/config/services/mail/";

    private final int port = FreePort.next();
    private EmbeddedConfd confd;

    @Test
    void a_tcp_service_is_replaced_without_a_refused_connection_and_open_ones_stay() throws Exception {
        start();
        announce(1, false);
        Await.until("the first instance answers", SOON, () -> greeting().equals("1"));
        awaitQuiet(confd);
        int reloads = confd.status().publishing().reloads();

        try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
            BufferedReader answers = reader(open);
            assertThat(answers.readLine()).isEqualTo("1");
            AtomicBoolean replaced = new AtomicBoolean();
            AtomicInteger failed = new AtomicInteger();
            CompletableFuture<Void> clients = CompletableFuture.runAsync(() -> {
                while (!replaced.get()) {
                    failed.addAndGet(greeting().isEmpty() ? 1 : 0);
                }
            });
            announce(2, false);
            Await.until("the second one answers", SOON, () -> greeting().equals("2"));
            delete("/paz/services/mail/1/1");
            Await.until(
                    "the first one gets no more",
                    SOON,
                    () -> confd.status().publishing().leaving().contains("mail/mail-1-1"));
            for (int i = 0; i < 20; i++) {
                assertThat(greeting()).isEqualTo("2");
            }
            replaced.set(true);
            clients.get(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(failed).hasValue(0);

            open.getOutputStream().write("still here\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(answers.readLine()).isEqualTo("still here");
        }
        awaitQuiet(confd);
        assertThat(confd.status().publishing().reloads()).isEqualTo(reloads);
        assertThat(HaproxyServer.status(internal, "mail.paz")).as("by HTTP").isEqualTo(404);

        put(MAIL + "visibility", "internal");
        Await.until("the port is closed", SOON, () -> greeting().isEmpty());
    }

    @Test
    void an_instance_is_told_who_the_client_is_on_request_and_one_that_refuses_connections_gets_none()
            throws Exception {
        start();
        announce(1, true);
        Await.until("the instance knows the client", SOON, () -> greeting().equals("1 127.0.0.1"));
        put("/paz/services/mail/1/2", "127.0.0.1:" + FreePort.next());
        Await.until("it is found out", SOON, () -> statistics("mail", "mail-1-2")
                .filter(fields -> fields[17].startsWith("DOWN"))
                .isPresent());
        for (int i = 0; i < 10; i++) {
            assertThat(greeting()).isEqualTo("1 127.0.0.1");
        }
    }

    private void start() throws Exception {
        confd = startAll(null, Map.of("PAZ_HAPROXY_TCP_PORTS", port + "-" + port));
        put(MAIL + "tcp-port", String.valueOf(port));
        put(MAIL + "visibility", "public");
    }

    private void announce(int version, boolean proxyProtocol) throws Exception {
        GreetingInstance instance = new GreetingInstance(String.valueOf(version), proxyProtocol);
        toClose.add(instance);
        put(MAIL + "versions/" + version + "/protocol", "tcp");
        if (proxyProtocol) {
            put(MAIL + "versions/" + version + "/proxy-protocol", "2");
        }
        put("/paz/services/mail/" + version + "/1", instance.address());
    }

    /** What a new connection is greeted with; empty when it is refused or ended. */
    private String greeting() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) SOON.toMillis());
            String line = reader(socket).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }
}
