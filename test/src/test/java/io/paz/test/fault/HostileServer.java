package io.paz.test.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An HTTP server on the loopback interface that keeps its callers. */
final class HostileServer implements AutoCloseable {

    /** How it does so. */
    enum Behaviour {
        /** It takes requests, and never answers. */
        NEVER_ANSWERS,
        /** Its answer goes on for ever, a byte at a time. */
        DRIBBLES,
        /** Its answer goes on for ever, as fast as it is taken. */
        NEVER_ENDS,
        /** It sends everybody to another address. */
        REDIRECTS
    }

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n\"";
    private static final long BETWEEN_BYTES_MILLIS = 250;

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Behaviour behaviour;
    private final URI elsewhere;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param elsewhere where it sends its callers, when it does */
    HostileServer(Behaviour behaviour, URI elsewhere) throws IOException {
        this.behaviour = behaviour;
        this.elsewhere = elsewhere;
        inBackground(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    int requests() {
        return requests.get();
    }

    /** Bytes that it got rid of. */
    long sent() {
        return sent.get();
    }

    /** Connections that callers have not left. */
    int open() {
        return open.size();
    }

    private void accept() {
        try {
            while (!socket.isClosed()) {
                Socket caller = socket.accept();
                open.add(caller);
                inBackground(() -> serve(caller));
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            caller.getInputStream().read(new byte[8192]);
            requests.incrementAndGet();
            answer(caller);
        } catch (IOException callerLeft) {
            // As it should.
        } finally {
            open.remove(caller);
        }
    }

    private void answer(Socket caller) throws IOException {
        OutputStream out = caller.getOutputStream();
        switch (behaviour) {
            case NEVER_ANSWERS -> {
                while (caller.getInputStream().read(new byte[8192]) >= 0) {
                    requests.incrementAndGet();
                }
            }
            case DRIBBLES -> {
                write(out, HEAD.getBytes(StandardCharsets.US_ASCII));
                while (!pauseUntilClosed()) {
                    write(out, new byte[] {'x'});
                }
            }
            case NEVER_ENDS -> {
                write(out, HEAD.getBytes(StandardCharsets.US_ASCII));
                byte[] block = "x".repeat(65_536).getBytes(StandardCharsets.US_ASCII);
                while (!socket.isClosed()) {
                    write(out, block);
                }
            }
            default -> write(out, redirect().getBytes(StandardCharsets.US_ASCII));
        }
    }

    private String redirect() {
        return "HTTP/1.1 302 Found\r\nLocation: " + elsewhere + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    }

    private boolean pauseUntilClosed() {
        try {
            return closed.await(BETWEEN_BYTES_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void write(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        sent.addAndGet(bytes.length);
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "hostile-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
        for (Socket caller : open) {
            caller.close();
        }
    }
}
