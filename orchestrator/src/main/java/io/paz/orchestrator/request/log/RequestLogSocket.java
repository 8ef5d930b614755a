package io.paz.orchestrator.request.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads HAProxy's request log from a Unix socket, to which each of HAProxy's processes connects. HAProxy never waits for it: what is not read is
 * lost there.
 */
public final class RequestLogSocket implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RequestLogSocket.class);

    /** HAProxy's processes of earlier configurations live on with their connections. */
    private static final int MAX_CONNECTIONS = 64;

    /** HAProxy's lines have 2 KiB at most. */
    private static final int MAX_LINE_BYTES = 4 * 1024;

    private final Path path;
    private final RequestIntake intake;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService readers =
            new ThreadPoolExecutor(1, MAX_CONNECTIONS + 1, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "request-log");
                thread.setDaemon(true);
                return thread;
            });

    private RequestLogSocket(Path path, RequestIntake intake, ServerSocketChannel server) {
        this.path = path;
        this.intake = intake;
        this.server = server;
    }

    /**
     * Listens.
     *
     * @param owner the only user who may connect; the one who runs this when empty
     * @throws UncheckedIOException when nobody can connect there
     */
    public static RequestLogSocket listen(Path path, Optional<String> owner, RequestIntake intake) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.deleteIfExists(path);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            if (owner.isPresent()) {
                Files.setOwner(
                        path,
                        path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner.get()));
            }
            RequestLogSocket socket = new RequestLogSocket(path, intake, server);
            socket.readers.execute(socket::accept);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("HAProxy's request log cannot be read at " + path, e);
        }
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                if (connections.size() >= MAX_CONNECTIONS) {
                    connection.close();
                    continue;
                }
                connections.add(connection);
                readers.execute(() -> read(connection));
            }
        } catch (ClosedChannelException e) {
            log.debug("The request log is not read any more");
        } catch (IOException e) {
            log.warn("HAProxy's request log is not read any more: {}; traces and traffic end here", e.toString());
        }
    }

    private void read(SocketChannel connection) {
        try (connection) {
            new BoundedLines(MAX_LINE_BYTES).read(Channels.newInputStream(connection), intake::take);
        } catch (IOException e) {
            log.debug("A process of HAProxy ended: {}", e.toString());
        } finally {
            connections.remove(connection);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
        readers.shutdownNow();
        Files.deleteIfExists(path);
    }
}
