package io.paz.orchestrator.session;

import io.paz.orchestrator.access.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tickets and sessions, in memory: they end with the process, and {@code ./paz open} gives another link. Both are bounded in
 * number, the oldest making room, and in time. Safe for threads.
 */
public final class Sessions {

    static final Duration TICKET_LIFE = Duration.ofMinutes(10);
    static final Duration IDLE = Duration.ofHours(12);
    static final Duration SESSION_LIFE = Duration.ofDays(7);
    static final int MAX_TICKETS = 100;
    static final int MAX_SESSIONS = 1000;

    private final Clock clock;
    private final Supplier<byte[]> randoms;
    private final Map<String, Ticket> tickets = bounded(MAX_TICKETS);
    private final Map<String, Entry> sessions = bounded(MAX_SESSIONS);

    private record Entry(Session session, Instant ends, Instant idleUntil) {

        boolean isOver(Instant now) {
            return !now.isBefore(ends) || !now.isBefore(idleUntil);
        }
    }

    /** @param randoms 256 bits each time, which nobody can foresee */
    Sessions(Clock clock, Supplier<byte[]> randoms) {
        this.clock = clock;
        this.randoms = randoms;
    }

    private static <V> Map<String, V> bounded(int most) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    synchronized Ticket newTicket() {
        Ticket ticket = new Ticket(secret(), clock.instant().plus(TICKET_LIFE));
        tickets.put(ticket.text(), ticket);
        return ticket;
    }

    /** A session for the ticket, which is used up; empty when it was, when it expired, and when it never was. */
    synchronized Optional<Session> open(String text, String address) {
        Ticket ticket = tickets.remove(text);
        return ticket == null || !clock.instant().isBefore(ticket.expires())
                ? Optional.empty()
                : Optional.of(begin(null, null, address));
    }

    /** A session of a person who proved who they are. */
    synchronized Session openFor(String person, String address) {
        return begin(person, null, address);
    }

    /** A session of a person who has a role at an identity provider, and maybe an account, whose role counts then. */
    synchronized Session openFor(String person, @Nullable Role role, String address) {
        return begin(person, role, address);
    }

    private Session begin(@Nullable String person, @Nullable Role role, String address) {
        Instant now = clock.instant();
        Session session = new Session(secret(), secret(), person, role, address, now);
        sessions.put(session.id(), new Entry(session, now.plus(SESSION_LIFE), now.plus(IDLE)));
        return session;
    }

    /** The session of that id, which is used again by this; empty when there is none any more. */
    synchronized Optional<Session> find(@Nullable String id) {
        Entry entry = sessions.get(id);
        if (entry == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (entry.isOver(now)) {
            sessions.remove(id);
            return Optional.empty();
        }
        sessions.put(entry.session().id(), new Entry(entry.session(), entry.ends(), now.plus(IDLE)));
        return Optional.of(entry.session());
    }

    /** The session of that id, without counting as a use. */
    synchronized Optional<Session> peek(String id) {
        Entry entry = sessions.get(id);
        return entry == null || entry.isOver(clock.instant()) ? Optional.empty() : Optional.of(entry.session());
    }

    synchronized void end(Session session) {
        sessions.remove(session.id());
    }

    /** The sessions that are not over, with the time until which each lasts without a use. */
    synchronized Map<Session, Instant> all() {
        Map<Session, Instant> all = new LinkedHashMap<>();
        Instant now = clock.instant();
        sessions.values().stream()
                .filter(entry -> !entry.isOver(now))
                .forEach(entry -> all.put(entry.session(), entry.idleUntil()));
        return all;
    }

    /** Ends the sessions of a person, but one. */
    public synchronized void endAllOf(String person, @Nullable String exceptId) {
        sessions.values()
                .removeIf(entry -> person.equals(entry.session().person())
                        && !entry.session().id().equals(exceptId));
    }

    private String secret() {
        return HexFormat.of().formatHex(randoms.get());
    }
}
