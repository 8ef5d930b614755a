package io.paz.bench.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A client that sends one GET at a time over a connection of its own and hides nothing: no pool, no silent retry. For one
 * thread.
 */
final class HttpConnection implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int READ_TIMEOUT_MILLIS = 30_000;
    private static final int NO_LENGTH = -1;
    private static final int STATUS_START = 9;
    private static final int STATUS_END = 12;

    private final LoadPlan plan;
    private final boolean keepAlive;
    private @Nullable Line kept;

    HttpConnection(LoadPlan plan, boolean keepAlive) {
        this.plan = plan;
        this.keepAlive = keepAlive;
    }

    /**
     * The status of the answer, after its whole body was read.
     *
     * @throws StaleConnectionException when a connection kept from an earlier request was closed meanwhile
     */
    int get(String path) throws IOException {
        Line reused = kept;
        Line line = reused == null ? connect() : reused;
        String status;
        try {
            line.socket().getOutputStream().write(request(path));
            status = line(line.input());
        } catch (IOException e) {
            close();
            throw reused == null ? e : new StaleConnectionException(e);
        }
        readRest(line.input());
        return Integer.parseInt(status.substring(STATUS_START, STATUS_END));
    }

    private Line connect() throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(READ_TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(plan.address(), plan.port()), CONNECT_TIMEOUT_MILLIS);
            Socket used = plan.tls() ? encrypted(socket) : socket;
            Line opened = new Line(used, new BufferedInputStream(used.getInputStream()));
            kept = opened;
            return opened;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Socket encrypted(Socket plain) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, plan.host(), plan.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private byte[] request(String path) {
        return "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: %s\r\n\r\n"
                .formatted(path, plan.host(), keepAlive ? "keep-alive" : "close")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void readRest(InputStream answer) throws IOException {
        int length = NO_LENGTH;
        boolean chunked = false;
        boolean last = !keepAlive;
        for (String header = line(answer); !header.isEmpty(); header = line(answer)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
            last |= lower.startsWith("connection:") && lower.contains("close");
        }
        if (chunked) {
            readChunks(answer);
        } else if (length == NO_LENGTH) {
            answer.readAllBytes();
            last = true;
        } else {
            readExactly(answer, length);
        }
        if (last) {
            close();
        }
    }

    private static void readChunks(InputStream answer) throws IOException {
        int size;
        do {
            size = Integer.parseInt(line(answer).split(";")[0].strip(), 16);
            readExactly(answer, size);
            line(answer);
        } while (size > 0);
    }

    private static void readExactly(InputStream answer, int length) throws IOException {
        int read = answer.readNBytes(length).length;
        if (read < length) {
            throw new EOFException("answer cut off after %d of %d bytes".formatted(read, length));
        }
    }

    private static String line(InputStream answer) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = answer.read(); next != '\n'; next = answer.read()) {
            if (next < 0) {
                throw new EOFException("connection closed before the answer");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() {
        Line open = kept;
        kept = null;
        if (open != null) {
            try {
                open.socket().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record Line(Socket socket, InputStream input) {}
}
