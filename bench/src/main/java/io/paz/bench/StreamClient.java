package io.paz.bench;

import java.net.http.WebSocket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of the stream that notes when each message came. */
final class StreamClient implements WebSocket.Listener {

    private static final int PATIENCE_SECONDS = 120;

    private final StringBuilder text = new StringBuilder();
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    /** @param end whether none can come after it */
    private record Arrival(long at, String message, boolean end) {}

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            arrivals.add(new Arrival(System.nanoTime(), text.toString(), false));
            text.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        arrivals.add(new Arrival(System.nanoTime(), "closed with " + status + " " + reason, true));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        arrivals.add(new Arrival(System.nanoTime(), failure.toString(), true));
    }

    /** When the next message came that holds these texts; {@link System#nanoTime}. */
    long arrivalOf(String... texts) throws InterruptedException {
        while (true) {
            Arrival arrival = arrivals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (arrival == null) {
                throw new IllegalStateException(
                        "no event within " + PATIENCE_SECONDS + " s: " + String.join(", ", texts));
            }
            if (arrival.end()) {
                throw new IllegalStateException("the stream ended: " + arrival.message());
            }
            if (Arrays.stream(texts).allMatch(arrival.message()::contains)) {
                return arrival.at();
            }
        }
    }
}
