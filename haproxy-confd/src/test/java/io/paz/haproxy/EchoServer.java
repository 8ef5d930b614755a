package io.paz.haproxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** An instance that switches to another protocol where it is asked to, in which it sends back whatever comes. */
final class EchoServer extends SocketInstance {

    private static final byte[] SWITCH = ("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n"
                    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    private static final byte[] PLAIN =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** The heads of all requests that came. */
    final List<String> heads = new CopyOnWriteArrayList<>();

    EchoServer() throws IOException {
        start();
    }

    @Override
    void serve(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        String head = head(in);
        heads.add(head);
        if (!head.toLowerCase(Locale.ROOT).contains("upgrade: ")) {
            connection.getOutputStream().write(PLAIN);
            return;
        }
        connection.getOutputStream().write(SWITCH);
        in.transferTo(connection.getOutputStream());
    }
}
