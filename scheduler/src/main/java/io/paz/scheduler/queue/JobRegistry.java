package io.paz.scheduler.queue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Jobs of one kind, with the tickets of those that have not ended. Safe for several threads. */
public final class JobRegistry<T> {

    /** Jobs that are not ended at most; each holds a ticket, and deployments a thread while they run. */
    static final int MAX_JOBS = 2_000;

    final JobHandler<T> handler;
    private final Map<Object, Ticket<T>> tickets = new ConcurrentHashMap<>();

    public JobRegistry(JobHandler<T> handler) {
        this.handler = handler;
    }

    /** Puts it under work. */
    Job<T> open(T accepted) {
        Ticket<T> ticket = Ticket.open(accepted);
        tickets.put(handler.id(accepted), ticket);
        return new Job<>(this, ticket);
    }

    boolean isFull() {
        return tickets.size() >= MAX_JOBS;
    }

    /** The ticket of something that was accepted earlier. */
    public Ticket<T> follow(T kept) {
        Ticket<T> open = tickets.get(handler.id(kept));
        return open == null ? Ticket.closed(kept) : open;
    }

    void close(T accepted) {
        tickets.remove(handler.id(accepted));
    }
}
