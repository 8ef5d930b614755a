package io.paz.http.audit;

import io.paz.http.access.Actor;
import io.paz.http.access.ClientAddress;
import io.paz.http.audit.log.AuditLog;
import io.paz.http.audit.log.AuditLogException;
import io.paz.http.audit.log.AuditRecord;
import io.paz.http.error.ApiException;
import io.paz.http.id.RequestId;
import io.paz.http.id.RequestIdFilter;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Records every request that may change something, before its answer is sent, and every one that is refused. What a service does of its own accord, and what
 * another service has recorded already, is not recorded.
 */
public final class AuditFilter implements WebFilter {

    private static final Logger log = LoggerFactory.getLogger(AuditFilter.class);

    private static final String RECORDED_ELSEWHERE = AuditFilter.class.getName() + ".recordedElsewhere";
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Pattern INVISIBLE = Pattern.compile("[^ -~]");
    private static final int MAX_ACTION_LENGTH = 300;
    private static final int ERRORS = 400;
    private static final int SERVER_ERRORS = 500;
    private static final int OK = 200;

    private final AuditLog records;
    private final RefusalCounter refusals;
    private final Set<String> trustedHops;
    private final Clock clock;

    AuditFilter(AuditLog records, RefusalCounter refusals, Set<String> trustedHops, Clock clock) {
        this.records = records;
        this.refusals = refusals;
        this.trustedHops = Set.copyOf(trustedHops);
        this.clock = clock;
    }

    /** Says that the service to which the request is passed on records it. */
    public static void leaveToNextService(ServerWebExchange exchange) {
        exchange.getAttributes().put(RECORDED_ELSEWHERE, true);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (READS.contains(exchange.getRequest().getMethod())) {
            exchange.getResponse().beforeCommit(() -> record(exchange, Optional.empty()));
            return chain.filter(exchange);
        }
        if (!records.hasRoom()) {
            return Mono.error(new ApiException(
                    HttpStatus.INSUFFICIENT_STORAGE,
                    "disk_full",
                    "the disk has no room for the audit log, so nothing is changed; make room"));
        }
        AuditedBody body = new AuditedBody(exchange.getRequest());
        exchange.getResponse().beforeCommit(() -> record(exchange, Optional.of(body)));
        return chain.filter(exchange.mutate().request(body).build());
    }

    private Mono<Void> record(ServerWebExchange exchange, Optional<AuditedBody> change) {
        if (Actor.isForwarded(exchange) || exchange.getAttribute(RECORDED_ELSEWHERE) != null) {
            return Mono.empty();
        }
        HttpStatusCode answered = exchange.getResponse().getStatusCode();
        int status = answered == null ? OK : answered.value();
        Actor actor = Actor.of(exchange);
        if (isRefused(status, actor, change.isPresent())) {
            AuditRecord refusal = entry(exchange, AuditRecord.REFUSED, actor, change, status);
            return onDisk(() -> refusals.count(refusal).ifPresent(records::append))
                    .onErrorResume(AuditLogException.class, AuditFilter::notRecorded);
        }
        if (change.isEmpty() || actor.kind() == Actor.Kind.SERVICE) {
            return Mono.empty();
        }
        AuditRecord entry = entry(exchange, AuditRecord.REQUEST, actor, change, status);
        return status < ERRORS || status >= SERVER_ERRORS
                ? onDisk(() -> records.appendAndSync(entry))
                : onDisk(() -> records.append(entry)).onErrorResume(AuditLogException.class, AuditFilter::notRecorded);
    }

    private static boolean isRefused(int status, Actor actor, boolean change) {
        return status == HttpStatus.UNAUTHORIZED.value()
                || status == HttpStatus.FORBIDDEN.value()
                || status == HttpStatus.TOO_MANY_REQUESTS.value()
                || change && status >= ERRORS && status < SERVER_ERRORS && actor.kind() == Actor.Kind.NOBODY;
    }

    private static Mono<Void> onDisk(Runnable write) {
        return Mono.<Void>fromRunnable(write).subscribeOn(Schedulers.boundedElastic());
    }

    /** Nothing was changed: the answer goes out all the same. */
    private static Mono<Void> notRecorded(AuditLogException failure) {
        log.warn("A refused request is not in the audit log: {}", failure.getMessage());
        return Mono.empty();
    }

    private AuditRecord entry(
            ServerWebExchange exchange, String event, Actor actor, Optional<AuditedBody> change, int status) {
        ClientAddress client = ClientAddress.of(exchange.getRequest(), trustedHops);
        return new AuditRecord(
                0,
                "",
                clock.millis(),
                event,
                new AuditRecord.Who(actor.kind().text(), actor.id(), actor.name()),
                client.address(),
                client.hop(),
                action(exchange),
                service(exchange, change),
                status,
                RequestId.of(exchange).value(),
                1);
    }

    /** Method and path; of a known route without its secret, of any other as the log of requests shows it. */
    private static String action(ServerWebExchange exchange) {
        PathPattern route = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String path = route == null
                ? RequestIdFilter.withoutSecret(exchange.getRequest().getPath())
                : filled(route.getPatternString(), variables(exchange));
        String action = exchange.getRequest().getMethod() + " "
                + INVISIBLE.matcher(path).replaceAll("?");
        return action.length() <= MAX_ACTION_LENGTH ? action : action.substring(0, MAX_ACTION_LENGTH) + "...";
    }

    private static String filled(String pattern, Map<String, String> variables) {
        String path = pattern;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            String value = variable.getKey().equals("secret") ? "***" : variable.getValue();
            path = path.replace("{" + variable.getKey() + "}", value);
        }
        return path;
    }

    private static @Nullable String service(ServerWebExchange exchange, Optional<AuditedBody> change) {
        PathPattern route = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        Map<String, String> variables = variables(exchange);
        if (variables.containsKey("service")) {
            return variables.get("service");
        }
        boolean ofService = route != null && route.getPatternString().startsWith("/services/{name}");
        return ofService
                ? variables.get("name")
                : change.flatMap(AuditedBody::service).orElse(null);
    }

    private static Map<String, String> variables(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of());
    }
}
