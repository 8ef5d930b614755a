package io.paz.host.manager.sidekick;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** An announcer that keeps what it is asked for. */
final class RecordingAnnouncer implements LocalAnnouncer {
    /** A registration, what was asked of it, and who listens. */
    final class Registered implements Registration {
        final Map<String, String> fields;
        final Listener listener;
        final CompletableFuture<String> withdrawal = new CompletableFuture<>();
        volatile String asked = "";

        Registered(Map<String, String> fields, Listener listener) {
            this.fields = fields;
            this.listener = listener;
        }

        @Override
        public CompletionStage<String> withdraw() {
            asked += "withdraw ";
            return withdrawal;
        }

        @Override
        public void lose() {
            asked += "lose ";
        }
    }

    final List<Registered> registrations = new CopyOnWriteArrayList<>();
    private final String socket;

    RecordingAnnouncer(String socket) {
        this.socket = socket;
    }

    @Override
    public boolean isAt(String other) {
        return other.equals(socket);
    }

    @Override
    public Registration register(Map<String, String> fields, Listener listener) {
        Registered registered = new Registered(fields, listener);
        registrations.add(registered);
        return registered;
    }
}
