package io.paz.engine.fleet.client;

import io.paz.client.Remote;
import io.paz.client.RemoteRefusedException;
import io.paz.client.RemoteUnavailableException;
import io.paz.client.WebClients;
import io.paz.engine.fleet.api.Machine;
import io.paz.engine.fleet.api.MachinePage;
import io.paz.engine.fleet.api.Unit;
import io.paz.engine.fleet.api.UnitOption;
import io.paz.engine.fleet.api.UnitPage;
import io.paz.engine.fleet.api.UnitState;
import io.paz.engine.fleet.api.UnitStatePage;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The fleet API v1, pages followed to their end. Its failures are {@link RemoteUnavailableException} and {@link RemoteRefusedException}. */
public final class FleetClient {

    private static final String NAME = "fleet";
    private static final int NOT_FOUND = 404;
    /** Pages of 100 units each. */
    private static final int MAX_PAGES = 500;

    private final Remote remote;

    /** @param token sent as bearer; null for the real fleet, which knows none */
    public FleetClient(URI address, @Nullable String token) {
        this.remote = new Remote(NAME, address, token);
    }

    public Flux<Unit> units() {
        return pages("/fleet/v1/units", UnitPage.class, UnitPage::nextPageToken)
                .flatMapIterable(page -> orNone(page.units()));
    }

    /** Empty when fleet has none of that name. */
    public Mono<Unit> unit(String name) {
        return emptyIfMissing(remote.call(
                client -> client.get().uri("/fleet/v1/units/{name}", name),
                response -> response.bodyToMono(Unit.class)));
    }

    public Flux<UnitState> states() {
        return pages("/fleet/v1/state", UnitStatePage.class, UnitStatePage::nextPageToken)
                .flatMapIterable(page -> orNone(page.states()));
    }

    /**
     * Waits for states of units other than those of that tag, and gives the tag of those that there are then. Empty when
     * this fleet gives no tags, and does not wait: the real one.
     */
    public Mono<String> nextTagOfStates(String known) {
        return remote.nextTag("/fleet/v1/state", known);
    }

    /** States of one unit: none while no host has it, several for a global one. */
    public Flux<UnitState> states(String unitName) {
        return remote.call(
                        client -> client.get().uri(uri -> uri.path("/fleet/v1/state")
                                .queryParam("unitName", "{name}")
                                .build(unitName)),
                        response -> response.bodyToMono(UnitStatePage.class))
                .flatMapIterable(page -> orNone(page.states()));
    }

    public Flux<Machine> machines() {
        return pages("/fleet/v1/machines", MachinePage.class, MachinePage::nextPageToken)
                .flatMapIterable(page -> orNone(page.machines()));
    }

    /** Creates the unit, or replaces one of other content without a word: read back what fleet holds afterwards. */
    public Mono<Void> put(String name, List<UnitOption> options, String desiredState) {
        return put(name, new Unit(name, options, desiredState, null, null));
    }

    /** @param desiredState {@code inactive}, {@code loaded} or {@code launched} */
    public Mono<Void> setDesiredState(String name, String desiredState) {
        return put(name, new Unit(name, null, desiredState, null, null));
    }

    /** Stops and removes the unit; one that is gone already is no failure. */
    public Mono<Void> destroy(String name) {
        return emptyIfMissing(
                remote.call(client -> client.delete().uri("/fleet/v1/units/{name}", name), WebClients::discard));
    }

    private Mono<Void> put(String name, Unit unit) {
        return remote.call(
                client -> client.put()
                        .uri("/fleet/v1/units/{name}", name)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(unit),
                WebClients::discard);
    }

    private <P> Flux<P> pages(String path, Class<P> type, Function<P, @Nullable String> nextToken) {
        return Flux.defer(() -> {
            AtomicInteger read = new AtomicInteger();
            return page(path, type, null).expand(page -> {
                String token = nextToken.apply(page);
                if (token == null || token.isEmpty()) {
                    return Mono.empty();
                }
                return read.incrementAndGet() < MAX_PAGES ? page(path, type, token) : Mono.error(endless(path));
            });
        });
    }

    private RemoteUnavailableException endless(String path) {
        return remote.unavailable(
                new IllegalStateException(path + " has more than " + MAX_PAGES + " pages (expected: a last one)"));
    }

    private <P> Mono<P> page(String path, Class<P> type, @Nullable String token) {
        Function<WebClient, WebClient.RequestHeadersSpec<?>> request =
                client -> client.get().uri(uri -> withToken(uri.path(path), token));
        return remote.call(request, response -> response.bodyToMono(type));
    }

    private static URI withToken(UriBuilder uri, @Nullable String token) {
        return token == null
                ? uri.build()
                : uri.queryParam("nextPageToken", "{token}").build(token);
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static <T> Mono<T> emptyIfMissing(Mono<T> answer) {
        return answer.onErrorResume(
                RemoteRefusedException.class,
                refused -> refused.status() == NOT_FOUND ? Mono.empty() : Mono.error(refused));
    }
}
