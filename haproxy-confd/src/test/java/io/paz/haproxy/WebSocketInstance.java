package io.paz.haproxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;

/** An instance that speaks WebSocket (RFC 6455), and sends back each short message that comes. */
final class WebSocketInstance extends SocketInstance {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int MASK_LENGTH = 4;
    private static final int LENGTH_BITS = 0x7f;

    WebSocketInstance() throws IOException {
        start();
    }

    @Override
    void serve(Socket connection) throws Exception {
        DataInputStream in = new DataInputStream(connection.getInputStream());
        OutputStream out = connection.getOutputStream();
        String key = key(head(in));
        if (key.isEmpty()) {
            out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            return;
        }
        out.write(ascii("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n"));
        while (true) {
            echo(in, out);
        }
    }

    private static void echo(DataInputStream in, OutputStream out) throws IOException {
        int kind = in.readUnsignedByte();
        int length = in.readUnsignedByte() & LENGTH_BITS;
        byte[] mask = in.readNBytes(MASK_LENGTH);
        byte[] payload = in.readNBytes(length);
        byte[] frame = new byte[length + 2];
        frame[0] = (byte) kind;
        frame[1] = (byte) length;
        for (int i = 0; i < length; i++) {
            frame[i + 2] = (byte) (payload[i] ^ mask[i % MASK_LENGTH]);
        }
        out.write(frame);
    }

    private static String accept(String key) throws GeneralSecurityException {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-1").digest(ascii(key + GUID)));
    }

    private static String key(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
