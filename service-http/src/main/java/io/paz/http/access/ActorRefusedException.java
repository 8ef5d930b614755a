package io.paz.http.access;

/** The cause of an answer to somebody who is known and may not do what they ask for; the audit log names them. */
public final class ActorRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Actor actor;

    public ActorRefusedException(Actor actor) {
        super(actor.name());
        this.actor = actor;
    }

    Actor actor() {
        return actor;
    }
}
