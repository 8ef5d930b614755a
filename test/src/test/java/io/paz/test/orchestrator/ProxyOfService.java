package io.paz.test.orchestrator;

import io.paz.test.platform.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a platform's HAProxy has of one service, in its files and while it runs. */
record ProxyOfService(Platform platform, String name) {

    private static final List<String> MAPS = List.of(
            "challenges.map",
            "health-hosts.map",
            "health.map",
            "hosts-internal.map",
            "hosts-public.map",
            "routes-internal.map",
            "routes-public.map");

    /** Lines of all files, as {@code FILE: LINE}; what only a host knows of an address stands in angle brackets. */
    List<String> lines() {
        return Stream.concat(backend(), MAPS.stream().flatMap(this::entries)).toList();
    }

    private Stream<String> backend() {
        return read("haproxy.cfg")
                .lines()
                .dropWhile(line -> !line.equals("backend " + name))
                .takeWhile(line -> line.equals("backend " + name) || line.isBlank() || line.startsWith(" "))
                .filter(line -> !line.isBlank())
                .map(line -> line.replaceFirst("^( *server \\S+) [0-9.]+:[0-9]+ ", "$1 <host>:<port> "))
                .map(line -> "haproxy.cfg: " + line.strip());
    }

    /** Entries of a map in the running HAProxy, which are those of its file. */
    private Stream<String> entries(String map) {
        return command("show map " + map)
                .lines()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .filter(entry -> entry.startsWith(name + "-") || entry.endsWith(" " + name))
                .map(entry -> map + ": " + entry);
    }

    /** Names of the servers in the running HAProxy. */
    List<String> servers() {
        return command("show servers conn " + name)
                .lines()
                .filter(line -> line.startsWith(name + "/"))
                .map(line -> line.substring(name.length() + 1, line.indexOf(' ')))
                .toList();
    }

    private Path folder() {
        return platform.home().resolve("haproxy");
    }

    private String read(String file) {
        try {
            return Files.readString(folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String command(String command) {
        try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.connect(UnixDomainSocketAddress.of(folder().resolve("admin.sock")));
            socket.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
            return new String(Channels.newInputStream(socket).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
