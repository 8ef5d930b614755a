package io.paz.haproxy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * An instance of a protocol in which the server speaks first, as those of mail and many databases do: it says its name, and then echoes. With the PROXY
 * protocol, it says where the client is too.
 */
final class GreetingInstance extends SocketInstance {

    private static final int SIGNATURE = 12;
    private static final int PROXY_HEADER = 28;
    private static final int COMMAND_PROXY = 0x21;

    private final String name;
    private final boolean expectsProxy;

    GreetingInstance(String name, boolean expectsProxy) throws IOException {
        this.name = name;
        this.expectsProxy = expectsProxy;
        start();
    }

    @Override
    void serve(Socket connection) throws IOException {
        String client = expectsProxy ? " " + client(connection.getInputStream().readNBytes(PROXY_HEADER)) : "";
        connection.getOutputStream().write((name + client + "\n").getBytes(StandardCharsets.US_ASCII));
        connection.getInputStream().transferTo(connection.getOutputStream());
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
