package io.paz.haproxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An instance that streams: {@code /events} sends one event at once and one when it may go on, {@code /echo} sends back each piece of the body
 * as it comes, {@code /upload} reads the body when it may go on, and {@code /refuse} refuses it by its head.
 */
final class StreamInstance extends SocketInstance {

    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final int BUFFER = 65_536;

    /** Until this is counted down, nothing more is sent or read. */
    volatile CountDownLatch mayGoOn = new CountDownLatch(1);

    /** Bytes of bodies that were read at {@code /upload}. */
    final AtomicLong uploaded = new AtomicLong();

    StreamInstance() throws IOException {
        start();
    }

    @Override
    void serve(Socket connection) throws Exception {
        InputStream in = connection.getInputStream();
        OutputStream out = connection.getOutputStream();
        String head = head(in);
        if (head.contains(" /events ")) {
            send(out, CHUNKED + chunk("data: first\n\n"));
            mayGoOn.await();
            send(out, chunk("data: second\n\n") + "0\r\n\r\n");
        } else if (head.contains(" /echo ")) {
            echo(in, out);
        } else if (head.contains(" /upload ")) {
            upload(head, in, out);
        } else if (head.contains(" /refuse ")) {
            send(out, "HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        } else {
            send(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    }

    /** Passes the pieces on as they come, with their lengths. */
    private static void echo(InputStream in, OutputStream out) throws IOException {
        send(out, CHUNKED);
        byte[] buffer = new byte[BUFFER];
        int read = in.read(buffer);
        while (read > 0) {
            out.write(buffer, 0, read);
            if (new String(buffer, 0, read, StandardCharsets.US_ASCII).endsWith("0\r\n\r\n")) {
                return;
            }
            read = in.read(buffer);
        }
    }

    private void upload(String head, InputStream in, OutputStream out) throws Exception {
        if (head.toLowerCase(Locale.ROOT).contains("expect: 100-continue")) {
            send(out, "HTTP/1.1 100 Continue\r\n\r\n");
        }
        mayGoOn.await();
        long length = Long.parseLong(
                head.toLowerCase(Locale.ROOT).split("content-length: ", 2)[1].split("\r\n", 2)[0]);
        byte[] buffer = new byte[BUFFER];
        for (long left = length; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            left -= read;
            uploaded.addAndGet(read);
        }
        send(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
