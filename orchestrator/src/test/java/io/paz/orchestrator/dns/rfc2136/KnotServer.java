package io.paz.orchestrator.dns.rfc2136;

import io.paz.etcd.FreePort;
import io.paz.testing.Await;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** A real name server, Debian's knot, with a zone that a key may read and change. */
public final class KnotServer implements AutoCloseable {

    public static final String KEY = "hmac-sha256:paz:c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0MTIzNDU2Nzg=";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    public final int port = FreePort.next();
    private final String zone;
    private final Path folder;
    private final Process process;

    public KnotServer(Path folder) throws IOException {
        this(folder, "example.test");
    }

    public KnotServer(Path folder, String zone) throws IOException {
        this.zone = zone;
        this.folder = folder;
        Files.writeString(folder.resolve("zone"), """
                $ORIGIN %s.
                @ 60 SOA ns hostmaster 1 60 60 600 60
                @ 60 NS ns
                ns 60 A 127.0.0.1
                taken 60 A 203.0.113.9
                """.formatted(zone));
        Files.writeString(folder.resolve("knot.conf"), """
                server:
                    listen: 127.0.0.1@%1$d
                    rundir: "%2$s"
                database:
                    storage: "%2$s"
                log:
                  - target: stdout
                    any: info
                key:
                  - id: paz
                    algorithm: hmac-sha256
                    secret: c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0MTIzNDU2Nzg=
                acl:
                  - id: paz
                    key: paz
                    action: [transfer, update]
                zone:
                  - domain: %3$s
                    storage: "%2$s"
                    file: zone
                    acl: paz
                """.formatted(port, folder, zone));
        process = new ProcessBuilder("knotd", "-c", folder.resolve("knot.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("knot.log").toFile())
                .start();
        Await.until("knot answers, see " + folder.resolve("knot.log"), TIMEOUT, () -> ask("ns", "A")
                .equals("127.0.0.1"));
    }

    /** What others get for a name of the zone, one a line; empty where there is nothing, or no answer. */
    public String ask(String name, String type) {
        try {
            SimpleResolver resolver = new SimpleResolver(new InetSocketAddress("127.0.0.1", port));
            resolver.setTCP(true);
            Record question = Record.newRecord(Name.fromString(name + "." + zone + "."), Type.value(type), DClass.IN);
            return resolver.send(Message.newQuery(question)).getSection(Section.ANSWER).stream()
                    .map(Record::rdataToString)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "";
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", port);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
