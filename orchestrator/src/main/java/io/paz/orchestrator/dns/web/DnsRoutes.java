package io.paz.orchestrator.dns.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.http.error.ApiException;
import io.paz.orchestrator.dns.DnsKeeper;
import io.paz.orchestrator.dns.DnsStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /cluster/dns} and {@code GET /cluster/dns/{service}}. */
public final class DnsRoutes {

    private final Optional<DnsKeeper> keeper;
    private final String zone;

    /** @param keeper empty where no provider is configured */
    public DnsRoutes(Optional<DnsKeeper> keeper, String zone) {
        this.keeper = keeper;
        this.zone = zone;
    }

    /**
     * @param checked milliseconds since 1970; absent before the zone was read
     * @param problem absent when all is as it should be
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Document(
            boolean enabled,
            @Nullable String zone,
            List<Name> names,
            Collection<String> conflicts,
            @Nullable Long checked,
            @Nullable String problem) {}

    record Name(String name, String type, Collection<String> addresses) {}

    public RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .GET("/cluster/dns", request -> ok(all()))
                .GET("/cluster/dns/{service}", this::one)
                .build();
    }

    private Document all() {
        if (keeper.isEmpty()) {
            return new Document(false, null, List.of(), List.of(), null, null);
        }
        DnsStatus status = keeper.get().status();
        return new Document(
                true,
                zone,
                names(status),
                new TreeSet<>(status.conflicts()),
                status.checked().map(Instant::toEpochMilli).orElse(null),
                status.problem().orElse(null));
    }

    private List<Name> names(DnsStatus status) {
        return status.names().entrySet().stream()
                .map(name -> new Name(name.getKey() + "." + zone, "A", name.getValue()))
                .toList();
    }

    private Mono<ServerResponse> one(ServerRequest request) {
        String service = request.pathVariable("service");
        return ok(keeper.stream()
                .flatMap(known -> names(known.status()).stream())
                .filter(name -> name.name().equals(service + "." + zone))
                .findFirst()
                .orElseThrow(() -> ApiException.notFound(
                        "service %s: no name of it is set at a DNS provider".formatted(service))));
    }

    private static Mono<ServerResponse> ok(Object document) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(document);
    }
}
