package io.paz.haproxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An instance of a protocol in which the server speaks first, as those of mail and many databases do: it says its name, and then echoes. With the PROXY
 * protocol, it says where the client is too.
 */
final class GreetingInstance implements AutoCloseable {

    private static final int SIGNATURE = 12;
    private static final int PROXY_HEADER = 28;
    private static final int COMMAND_PROXY = 0x21;

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String name;
    private final boolean expectsProxy;

    GreetingInstance(String name, boolean expectsProxy) throws IOException {
        this.name = name;
        this.expectsProxy = expectsProxy;
        threads.submit(this::acceptAll);
    }

    String address() {
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
                threads.submit(() -> serve(connection));
            }
        } catch (IOException e) {
            threads.shutdown();
        }
    }

    private Void serve(Socket connection) throws IOException {
        try (connection) {
            String client =
                    expectsProxy ? " " + client(connection.getInputStream().readNBytes(PROXY_HEADER)) : "";
            connection.getOutputStream().write((name + client + "\n").getBytes(StandardCharsets.US_ASCII));
            connection.getInputStream().transferTo(connection.getOutputStream());
        }
        return null;
    }

    /** Of version 2, for IPv4; a check of HAProxy's own names none. */
    private static String client(byte[] header) {
        if (header.length < PROXY_HEADER || header[SIGNATURE] != COMMAND_PROXY) {
            return "none";
        }
        int address = SIGNATURE + 4;
        return (header[address] & 0xff) + "." + (header[address + 1] & 0xff) + "." + (header[address + 2] & 0xff) + "."
                + (header[address + 3] & 0xff);
    }
}
