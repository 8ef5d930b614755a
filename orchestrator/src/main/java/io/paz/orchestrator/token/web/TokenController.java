package io.paz.orchestrator.token.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.api.Doc;
import io.paz.http.access.Actor;
import io.paz.http.error.ApiException;
import io.paz.orchestrator.access.Scope;
import io.paz.orchestrator.token.ApiToken;
import io.paz.orchestrator.token.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Creates, lists and revokes tokens. */
@RestController
@RequestMapping("/tokens")
public final class TokenController {

    static final int DEFAULT_DAYS = 90;
    static final int MAX_DAYS = 3_650;
    private static final int MAX_NAME_LENGTH = 60;
    private static final int MAX_SCOPES = 50;

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final Tokens tokens;
    private final Clock clock;

    public TokenController(Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    record TokenRequest(
            @Nullable String name,
            @Nullable List<String> scopes,
            @Nullable Integer expiresInDays) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TokenDocument(
            String id,
            String name,
            List<String> scopes,
            long createdAt,
            String createdBy,
            long expiresAt,
            @Nullable Long lastUsedAt,
            @Nullable String token) {}

    /** Who accepts plain text gets it for a terminal; everybody else gets JSON. */
    @GetMapping
    ResponseEntity<Object> all(@RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        boolean plain = accept != null && accept.startsWith(MediaType.TEXT_PLAIN_VALUE);
        return plain
                ? ResponseEntity.ok().contentType(TEXT).body(TokenTable.of(tokens.all(), clock.instant()))
                : ResponseEntity.ok()
                        .body(new Doc<>(tokens.all().stream()
                                .map(token -> document(token, null))
                                .toList()));
    }

    /** The only answer that holds the text of the token. */
    @PostMapping
    Mono<ResponseEntity<Doc<TokenDocument>>> create(@RequestBody TokenRequest request, ServerWebExchange exchange) {
        String name = checkedName(request.name());
        List<Scope> scopes = checkedScopes(request.scopes());
        Duration life = Duration.ofDays(checkedDays(request.expiresInDays()));
        String creator = Actor.of(exchange).name();
        return blocking(() -> tokens.create(name, scopes, life, creator))
                .map(created -> ResponseEntity.status(HttpStatus.CREATED)
                        .cacheControl(CacheControl.noStore())
                        .body(new Doc<>(document(created.token(), created.text()))));
    }

    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> revoke(@PathVariable String id) {
        return blocking(() -> tokens.revoke(id)).map(revoked -> {
            if (!revoked) {
                throw ApiException.notFound("token: no such id (expected: one that GET /tokens lists)");
            }
            return ResponseEntity.noContent().build();
        });
    }

    private static <T> Mono<T> blocking(Supplier<T> action) {
        return Mono.fromSupplier(action).subscribeOn(Schedulers.boundedElastic());
    }

    private static String checkedName(@Nullable String name) {
        if (name == null
                || name.isBlank()
                || name.length() > MAX_NAME_LENGTH
                || name.chars().anyMatch(Character::isISOControl)) {
            throw ApiException.invalidField("name", name, "1 to 60 characters that say what the token is for");
        }
        return name.strip();
    }

    private static List<Scope> checkedScopes(@Nullable List<String> scopes) {
        List<String> given = Objects.requireNonNullElse(scopes, List.of());
        if (given.isEmpty() || given.size() > MAX_SCOPES || !given.stream().allMatch(Scope::isValid)) {
            throw ApiException.invalidField("scopes", given.toString(), "1 to 50 of read, admin, deploy:SERVICE");
        }
        return given.stream().distinct().map(Scope::new).toList();
    }

    private static int checkedDays(@Nullable Integer days) {
        int given = Objects.requireNonNullElse(days, DEFAULT_DAYS);
        if (given < 1 || given > MAX_DAYS) {
            throw ApiException.invalidField("expiresInDays", String.valueOf(days), "1 to 3650");
        }
        return given;
    }

    private static TokenDocument document(ApiToken token, @Nullable String text) {
        Instant used = token.lastUsedAt();
        return new TokenDocument(
                token.id(),
                token.name(),
                token.scopes().stream().map(Scope::text).toList(),
                token.createdAt().toEpochMilli(),
                token.createdBy(),
                token.expiresAt().toEpochMilli(),
                used == null ? null : used.toEpochMilli(),
                text);
    }
}
