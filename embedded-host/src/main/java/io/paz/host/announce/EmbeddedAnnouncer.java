package io.paz.host.announce;

import io.paz.announcer.Announcer;
import io.paz.announcer.AnnouncerSettings;
import io.paz.announcer.InvalidRegistrationException;
import io.paz.announcer.Subscriber;
import io.paz.announcer.host.HostAnnouncer;
import io.paz.etcd.EtcdAccess;
import io.paz.host.manager.sidekick.LocalAnnouncer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The announcer within the host; without etcd there is none. */
public final class EmbeddedAnnouncer implements LocalAnnouncer, AutoCloseable {
    private final AnnouncerSettings settings;
    private final @Nullable HostAnnouncer host;

    private EmbeddedAnnouncer(AnnouncerSettings settings, @Nullable HostAnnouncer host) {
        this.settings = settings;
        this.host = host;
    }

    public static EmbeddedAnnouncer start(AnnouncerSettings settings, Optional<EtcdAccess> etcd) {
        return new EmbeddedAnnouncer(
                settings,
                etcd.map(access -> HostAnnouncer.start(settings, access)).orElse(null));
    }

    @Override
    public boolean isAt(String socket) {
        return host != null && socket.equals(settings.socket().toString());
    }

    @Override
    public Registration register(Map<String, String> fields, Listener listener) {
        if (host == null) {
            throw new IllegalStateException("this host has no announcer");
        }
        Sidekick sidekick = new Sidekick(host.announcer(), fields.getOrDefault("key", ""), listener);
        sidekick.register(fields);
        return sidekick;
    }

    /** What is announced stays for the rest of its lease. */
    @Override
    public void close() {
        if (host != null) {
            host.close();
        }
    }

    /** One sidekick, registered without a connection. */
    private record Sidekick(Announcer announcer, String key, Listener listener) implements Registration, Subscriber {
        void register(Map<String, String> fields) {
            try {
                Future<?> unused = announcer
                        .register(io.paz.announcer.Registration.parse(fields), this)
                        .exceptionally(failure -> {
                            refused(String.valueOf(failure.getMessage()));
                            return null;
                        });
            } catch (InvalidRegistrationException e) {
                refused(String.valueOf(e.getMessage()));
            }
        }

        private void refused(String reason) {
            print("not announced: " + reason);
            end();
        }

        @Override
        public void print(String line) {
            listener.print(line);
        }

        @Override
        public void end() {
            listener.ended();
        }

        @Override
        public CompletionStage<String> withdraw() {
            CompletableFuture<String> address = announcer.withdraw(key);
            return address.thenApply(withdrawn -> withdrawn.isEmpty() ? "" : "withdrew " + withdrawn);
        }

        @Override
        public void lose() {
            announcer.lost(key, this);
        }
    }
}
