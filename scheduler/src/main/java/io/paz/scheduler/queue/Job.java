package io.paz.scheduler.queue;

/** One deployment, operation or repair that waits or runs. */
record Job<T>(JobRegistry<T> registry, Ticket<T> ticket) {

    boolean supersedes(Job<?> older) {
        return supersessionKey().equals(older.supersessionKey());
    }

    private String supersessionKey() {
        return registry.handler.supersessionKey(ticket.accepted());
    }

    String name() {
        return registry.handler.name(ticket.accepted());
    }

    @Override
    public String toString() {
        return String.valueOf(registry.handler.id(ticket.accepted()));
    }

    void answerAsQueued() {
        ticket.answerable().complete(ticket.accepted());
    }

    /** Gives what ends it, so that it can be asked again when the disk does not work. */
    public T run(ProgressListener<T> progress) {
        return registry.handler.run(ticket.accepted(), progress);
    }

    void end(T end) {
        registry.close(end);
        ticket.end(end);
    }

    void supersede(String why) {
        end(registry.handler.supersede(ticket.accepted(), why));
    }

    void fail(Throwable failure) {
        registry.close(ticket.accepted());
        ticket.fail(failure);
    }
}
