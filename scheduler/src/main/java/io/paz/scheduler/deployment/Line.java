package io.paz.scheduler.deployment;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Work of one kind, deployments or operations, with the tickets of all that has not ended. Safe for several threads. */
final class Line<T> {

    private final Carrier<T> carrier;
    private final Map<Object, Ticket<T>> tickets = new ConcurrentHashMap<>();

    Line(Carrier<T> carrier) {
        this.carrier = carrier;
    }

    /** How work of this kind is known, done and kept. */
    interface Carrier<T> {

        /** Value by which it is the same after a restart. */
        Object id(T work);

        /** For people who know which service it concerns. */
        String name(T work);

        /** What it is like: of those alike the newest that waits takes the place of an older one that waits. */
        String likeness(T work);

        /** Blocks until it has ended, from wherever it stands on disk. */
        T run(T accepted, Progress<T> progress);

        /** It will never run; kept on disk. */
        T supersede(T accepted, String why);
    }

    /** Puts it under work. */
    Job<T> open(T accepted) {
        Ticket<T> ticket = Ticket.open(accepted);
        tickets.put(carrier.id(accepted), ticket);
        return new Job<>(this, ticket);
    }

    /** The ticket of something that was accepted earlier. */
    Ticket<T> follow(T kept) {
        Ticket<T> open = tickets.get(carrier.id(kept));
        return open == null ? Ticket.closed(kept) : open;
    }

    private void close(T accepted) {
        tickets.remove(carrier.id(accepted));
    }

    /** One piece of it. */
    record Job<T>(Line<T> line, Ticket<T> ticket) {

        boolean takesPlaceOf(Job<?> older) {
            return likeness().equals(older.likeness());
        }

        private String likeness() {
            return line.carrier.likeness(ticket.accepted());
        }

        String name() {
            return line.carrier.name(ticket.accepted());
        }

        @Override
        public String toString() {
            return String.valueOf(line.carrier.id(ticket.accepted()));
        }

        void answerAsQueued() {
            ticket.answerable().complete(ticket.accepted());
        }

        /** Gives what ends it, so that it can be asked again when the disk does not work. */
        T run(Progress<T> progress) {
            return line.carrier.run(ticket.accepted(), progress);
        }

        void end(T end) {
            line.close(end);
            ticket.end(end);
        }

        void supersede(String why) {
            end(line.carrier.supersede(ticket.accepted(), why));
        }

        void fail(Throwable failure) {
            line.close(ticket.accepted());
            ticket.fail(failure);
        }
    }
}
