package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Base of tests of what HAProxy does with the requests of the service {@code web} beside routing them. */
abstract class ServiceWithSettings extends RealParts {

    static final String SETTINGS = "/paz/config/services/web/proxy/";

    EmbeddedConfd confd;

    void start(int instances, Map<String, String> environment) throws Exception {
        confd = startAll(null, environment);
        for (int i = 1; i <= instances; i++) {
            EchoInstance instance = new EchoInstance("web-" + i);
            toClose.add(instance);
            put("/paz/services/web/1/" + i, instance.address());
        }
        if (instances > 0) {
            awaitStatus(internal, "web.paz", 200);
        }
        awaitQuiet(confd);
    }

    /** Puts a setting, and waits until HAProxy has read it. */
    void set(String name, String value) throws Exception {
        int before = confd.status().publishing().reloads();
        put(SETTINGS + name, value);
        Await.until(
                "HAProxy reads " + name,
                SOON,
                () -> confd.status().publishing().reloads() > before
                        && !confd.status().publishing().reloadDue());
    }

    String get(String headers) {
        return get(headers, "/");
    }

    String get(String headers, String path) {
        return HaproxyServer.exchange(
                internal, "GET " + path + " HTTP/1.1\r\nHost: web.paz\r\nConnection: close\r\n" + headers + "\r\n");
    }

    /** An answer is read as far as its head says, since HAProxy waits for the rest of a body that was announced. */
    String post(String rest) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), internal)) {
            socket.setSoTimeout((int) SOON.toMillis());
            String request = "POST / HTTP/1.1\r\nHost: web.paz\r\n" + rest;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            StringBuilder head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) socket.getInputStream().read());
            }
            Matcher length =
                    Pattern.compile("(?i)\r\ncontent-length: ([0-9]+)\r\n").matcher(head);
            assertThat(length.find()).as("%s", head).isTrue();
            byte[] body = socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
            return head + new String(body, StandardCharsets.UTF_8);
        }
    }
}
