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

    private static final int TIMEOUT_SECONDS = 120;

    private final StringBuilder text = new StringBuilder();
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private Arrival last = new Arrival(0, "", false);

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

    /** When the message came that holds these texts: the one that was found last, or the first after it; {@link System#nanoTime}. */
    long arrivalOf(String... texts) throws InterruptedException {
        while (!Arrays.stream(texts).allMatch(last.message()::contains)) {
            Arrival next = arrivals.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new IllegalStateException(
                        "no event within " + TIMEOUT_SECONDS + " s: " + String.join(", ", texts));
            }
            if (next.end()) {
                throw new IllegalStateException("the stream ended: " + next.message());
            }
            last = next;
        }
        return last.at();
    }
}
