package io.paz.haproxy.publish;

/** A server, which HAProxy calls {@code backend/name}. */
public record ServerName(String backend, String name) {

    @Override
    public String toString() {
        return backend + "/" + name;
    }
}
