package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.acme.AcmeAuthority.OrderProgress;
import io.paz.acme.AcmeAuthority.OrderStatus;
import io.paz.acme.AcmeException;
import io.paz.acme.Challenge;
import io.paz.acme.KeyPairText;
import io.paz.acme.client.AcmeAccount;
import io.paz.acme.client.AcmeClient;
import io.paz.acme.client.TrustedRoots;
import io.paz.engine.key.AcmeKeys;
import io.paz.etcd.Await;
import io.paz.etcd.FreePort;
import io.paz.testing.PebbleServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two HAProxys of one etcd, as on the hosts of a cluster, and a real ACME authority that looks at the second one. */
final class TwoHostsTest extends RealParts {

    private static final String HOST = "shop.example.org";

    private final int firstTls = FreePort.next();
    private final int second = FreePort.next();
    private final int secondTls = FreePort.next();

    @Test
    void both_answer_the_challenge_and_both_serve_the_certificate() throws Exception {
        startAll(null, Map.of("PAZ_HAPROXY_TLS_BIND", "127.0.0.1:" + firstTls));
        startSecond();
        put("/paz/config/services/demo-api/visibility", "public");
        put("/paz/config/services/demo-api/domains/" + HOST, "");
        put("/paz/services/demo-api/1/1", instance("one").address());
        awaitStatus(open, HOST, 200);
        awaitStatus(second, HOST, 200);

        String key = KeyPairText.generate();
        String chain = issue(key);
        put(
                "/paz-certificates/acme." + HOST,
                "names " + HOST + "\n" + chain.strip() + "\n" + KeyPairText.privatePem(key));

        Await.until(
                "both serve it",
                SOON,
                () -> serial(firstTls).length() > 1 && serial(firstTls).equals(serial(secondTls)));
        try (TlsConnection connection = new TlsConnection(secondTls, HOST)) {
            assertThat(connection.get(HOST)).startsWith("HTTP/1.1 200 ");
        }
        Await.until(
                "both redirect to it",
                SOON,
                () -> HaproxyServer.status(open, HOST) == 308 && HaproxyServer.status(second, HOST) == 308);
    }

    private void startSecond() throws Exception {
        Path folderOfSecond = folder.resolve("second");
        Map<String, String> environment = new HashMap<>(environment(Map.of()));
        environment.put(ConfdOptions.CONF, folderOfSecond.toString());
        environment.put(ConfdOptions.RUN, folderOfSecond.toString());
        environment.put("PAZ_HAPROXY_INTERNAL_BIND", "127.0.0.1:" + FreePort.next());
        environment.put("PAZ_HAPROXY_STATS_BIND", "127.0.0.1:" + FreePort.next());
        environment.put("PAZ_HAPROXY_PUBLIC_BIND", "127.0.0.1:" + second);
        environment.put("PAZ_HAPROXY_TLS_BIND", "127.0.0.1:" + secondTls);
        EmbeddedConfd confd = EmbeddedConfd.start(connection, ConfdOptions.from(environment));
        toClose.add(confd);
        toClose.add(new HaproxyServer(folderOfSecond).start(second));
    }

    private String issue(String key) throws Exception {
        try (PebbleServer pebble = new PebbleServer(Files.createDirectory(folder.resolve("pebble")), second).start()) {
            AcmeAccount account =
                    new AcmeAccount(pebble.directory(), "admin@example.org", KeyPairText.parse(KeyPairText.generate()));
            AcmeClient client = new AcmeClient(account, TrustedRoots.tls(pebble.root()));
            String order = client.order(HOST);
            Challenge challenge =
                    client.look(order, Challenge.Type.HTTP).challenge().orElseThrow();
            put(AcmeKeys.challenge(HOST, challenge.token()), challenge.response());
            Await.until("both answer", SOON, () -> answers(open, challenge) && answers(second, challenge));
            client.validate(order, Challenge.Type.HTTP);
            await(client, order, OrderStatus.READY);
            client.sign(order, HOST, KeyPairText.parse(key));
            await(client, order, OrderStatus.VALID);
            return client.chain(order);
        }
    }

    private static void await(AcmeClient client, String order, OrderStatus wanted) {
        Await.until(
                "the order is " + wanted, SOON, () -> progress(client, order).status() == wanted);
    }

    private static OrderProgress progress(AcmeClient client, String order) {
        try {
            return client.look(order, Challenge.Type.HTTP);
        } catch (AcmeException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean answers(int port, Challenge challenge) {
        String path = "/.well-known/acme-challenge/" + challenge.token();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            String request =
                    "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, challenge.domain());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.startsWith("HTTP/1.1 200 ") && answer.strip().endsWith("\r\n" + challenge.response());
        } catch (IOException e) {
            return false;
        }
    }

    /** Empty where no certificate is served. */
    private static String serial(int port) {
        try (TlsConnection connection = new TlsConnection(port, HOST)) {
            return connection.serialNumber();
        } catch (IOException e) {
            return "";
        }
    }
}
