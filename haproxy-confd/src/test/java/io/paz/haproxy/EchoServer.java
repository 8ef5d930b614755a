package io.paz.haproxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An instance that switches to another protocol where it is asked to, in which it sends back whatever comes. */
final class EchoServer implements AutoCloseable {

    private static final byte[] SWITCH = ("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n"
                    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    private static final byte[] PLAIN =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** The heads of all requests that came. */
    final List<String> heads = new CopyOnWriteArrayList<>();

    EchoServer() throws IOException {
        threads.submit(this::accept);
    }

    String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listening.accept();
                threads.submit(() -> serve(connection));
            }
        } catch (IOException e) {
            threads.shutdown();
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            heads.add(head.toString());
            if (!head.toString().toLowerCase(Locale.ROOT).contains("upgrade: ")) {
                connection.getOutputStream().write(PLAIN);
                return;
            }
            connection.getOutputStream().write(SWITCH);
            in.transferTo(connection.getOutputStream());
        } catch (IOException e) {
            // The client is gone.
            return;
        }
    }
}
