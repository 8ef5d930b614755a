package io.paz.haproxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An instance that serves each connection as it likes, on a thread of its own. */
abstract class SocketInstance implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();

    SocketInstance() throws IOException {}

    /** To be called once the instance is complete. */
    final void start() {
        threads.submit(this::acceptAll);
    }

    final String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket connection = listening.accept();
                threads.submit(() -> serveAndClose(connection));
            }
        } catch (IOException e) {
            threads.shutdown();
        }
    }

    private Void serveAndClose(Socket connection) throws Exception {
        try (connection) {
            serve(connection);
        }
        return null;
    }

    /** An exception ends the connection, as one does when the client is gone. */
    abstract void serve(Socket connection) throws Exception;

    /** The next request's, with the empty line behind it. */
    static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
