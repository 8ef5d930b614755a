package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A real WebSocket client through HAProxy, while other services make it reload. */
class WebSocketTest extends RealParts {

    private static final String OLD_PROCESSES = "x-paz-old-processes: ";

    @Test
    void a_web_socket_outlives_reloads_and_its_old_process_is_counted_until_it_ends() throws Exception {
        EmbeddedConfd confd = startAll();
        WebSocketInstance instance = new WebSocketInstance();
        toClose.add(instance);
        put("/paz/services/chat-api/1/1", instance.address());
        put("/paz/config/services/chat-api/domains/127.0.0.1", "");
        awaitStatus(internal, "127.0.0.1", 200);
        awaitQuiet(confd);
        Messages messages = new Messages();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + internal + "/"), messages)
                .get(SOON.toSeconds(), TimeUnit.SECONDS);
        for (int i = 1; i <= 4; i++) {
            reload(confd, "other-" + i);
            socket.sendText("message " + i, true).get(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(messages.received.poll(SOON.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo("message " + i);
        }
        assertThat(confd.status().publishing().oldProcesses()).isEqualTo(1);
        assertThat(statisticsHead()).contains(OLD_PROCESSES + 1);

        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(SOON.toSeconds(), TimeUnit.SECONDS);
        Await.until("no old process is left", SOON, () -> statisticsHead().contains(OLD_PROCESSES + 0));
    }

    private void reload(EmbeddedConfd confd, String service) throws Exception {
        int reloads = confd.status().publishing().reloads();
        put("/paz/services/" + service + "/1/1", instance("other").address());
        Await.until(
                "HAProxy has read its files again",
                SOON,
                () -> confd.status().publishing().reloads() > reloads);
    }

    private String statisticsHead() {
        return HaproxyServer.exchange(stats, "HEAD /;csv HTTP/1.0\r\n\r\n");
    }

    /** What came from the other end. */
    private static final class Messages implements WebSocket.Listener {

        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            received.add(text.toString());
            socket.request(1);
            return null;
        }
    }
}
