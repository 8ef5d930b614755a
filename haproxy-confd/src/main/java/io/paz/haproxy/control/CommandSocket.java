package io.paz.haproxy.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A socket on which HAProxy's master or its worker takes commands: one connection a line of them. */
final class CommandSocket {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

    private final Path path;

    CommandSocket(Path path) {
        this.path = path;
    }

    /** The whole answer, up to the end of the connection. */
    String ask(String command) throws IOException {
        return ask(command, "");
    }

    /**
     * The whole answer, up to the end of the connection.
     *
     * @param payload lines that go with the command, none of them empty; never shown in messages
     */
    String ask(String command, String payload) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
            String line = payload.isEmpty() ? command : command + " <<\n" + payload;
            ByteBuffer request = StandardCharsets.US_ASCII.encode(line + "\n");
            while (request.hasRemaining()) {
                channel.write(request);
            }
            // HAProxy would keep the connection for another command otherwise.
            channel.shutdownOutput();
            channel.configureBlocking(false);
            return answer(channel, command);
        }
    }

    private String answer(SocketChannel channel, String command) throws IOException {
        long deadline = System.nanoTime() + ANSWER_TIMEOUT.toNanos();
        StringBuilder answer = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            while (channel.read(buffer) >= 0) {
                answer.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
                buffer.clear();
                long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0 || selector.select(left) == 0) {
                    throw new IOException("no answer to \"" + command + "\" within " + ANSWER_TIMEOUT);
                }
                selector.selectedKeys().clear();
            }
        }
        return answer.toString();
    }
}
