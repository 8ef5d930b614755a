package io.paz.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server that can be cut, or swallow what is sent. */
public final class FaultyNetwork implements AutoCloseable {

    /** What happens to a new connection. */
    public enum Fault {
        NONE,
        CUT,
        SWALLOW
    }

    private final ServerSocket entrance;
    private final URI server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private Fault fault = Fault.NONE;

    public FaultyNetwork(String server) {
        try {
            this.server = URI.create(server);
            this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public String endpoint() {
        return "http://127.0.0.1:" + entrance.getLocalPort();
    }

    /** The connections that are open end, and new ones fail like this. */
    public synchronized void fail(Fault how) {
        fault = how;
        for (Socket each : open) {
            close(each);
        }
        open.clear();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized Fault next() {
        return fault;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entrance.accept();
                open.add(client);
                switch (next()) {
                    case CUT -> client.close();
                    case SWALLOW -> start(() -> copy(client, OutputStream.nullOutputStream()));
                    default -> connect(client);
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void connect(Socket client) throws IOException {
        Socket target = new Socket(server.getHost(), server.getPort());
        open.add(target);
        OutputStream toServer = target.getOutputStream();
        OutputStream toClient = client.getOutputStream();
        start(() -> copy(client, toServer));
        start(() -> copy(target, toClient));
    }

    private static void copy(Socket from, OutputStream to) {
        try (from;
                to) {
            InputStream input = from.getInputStream();
            byte[] buffer = new byte[8192];
            for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                to.write(buffer, 0, count);
                to.flush();
            }
        } catch (IOException closed) {
            // One of the two ended.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "faulty-network");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            entrance.close();
            for (Socket each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
