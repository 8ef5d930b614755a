package io.paz.scheduler.web;

import io.paz.http.access.Actor;
import io.paz.scheduler.request.Requester;
import org.springframework.web.server.ServerWebExchange;

/** Names who sent a request, as far as {@link Actor} is proved. */
final class Requesters {

    private Requesters() {}

    static Requester of(ServerWebExchange exchange) {
        Actor actor = Actor.of(exchange);
        return new Requester(actor.kind().text(), actor.name());
    }
}
