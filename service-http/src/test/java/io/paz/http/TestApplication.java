package io.paz.http;

import io.paz.http.access.AccessSettings;
import io.paz.http.access.Actor;
import io.paz.http.access.ActorRefusedException;
import io.paz.http.access.Credential;
import io.paz.http.access.OpenPath;
import io.paz.http.access.ServiceCredential;
import io.paz.http.access.TokenReloadController;
import io.paz.http.audit.AuditController;
import io.paz.http.error.ApiException;
import io.paz.http.error.FailureTranslator;
import io.paz.http.id.RequestId;
import io.paz.http.status.OpenApiDocument;
import io.paz.http.status.Readiness;
import io.paz.http.status.ReadinessCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A small service that has a route for everything that the shared HTTP side does. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({TestApplication.Controller.class, AuditController.class, TokenReloadController.class})
public class TestApplication {

    record Part(int number, @Nullable String text) {}

    record Thing(
            String name,
            @Nullable Integer count,
            @Nullable Boolean open,
            @Nullable Double size,
            @Nullable List<Part> parts,
            @Nullable Map<String, String> labels) {}

    static final class FullException extends RuntimeException {}

    @Bean
    OpenApiDocument openApi() {
        return OpenApiDocument.beside(TestApplication.class);
    }

    @Bean
    Credential servicesThatCall(AccessSettings access) {
        return ServiceCredential.accepting(access, "caller");
    }

    /** Of somebody who is known and may do nothing. */
    @Bean
    Credential refused() {
        Actor limited = new Actor(Actor.Kind.TOKEN, "t1", "limited");
        return request -> {
            if ("Bearer limited".equals(request.getHeaders().getFirst("Authorization"))) {
                throw new ApiException(HttpStatus.FORBIDDEN, "forbidden", "no", new ActorRefusedException(limited));
            }
            return Optional.empty();
        };
    }

    @Bean
    OpenPath openHook() {
        return OpenPath.of(HttpMethod.POST, "/hooks/{secret}");
    }

    @Bean
    FailureTranslator fullDisk() {
        return failure -> failure instanceof FullException
                ? new ApiException(HttpStatus.INSUFFICIENT_STORAGE, "disk_full", "the disk is full")
                : null;
    }

    @Bean
    SwitchedCheck switchedCheck() {
        return new SwitchedCheck();
    }

    /** A part that a test makes fail. */
    static final class SwitchedCheck implements ReadinessCheck {

        private volatile Readiness result = Readiness.ready();

        void set(Readiness next) {
            result = next;
        }

        @Override
        public String name() {
            return "part";
        }

        @Override
        public Mono<Readiness> check() {
            return Mono.just(result);
        }
    }

    @RestController
    static class Controller {

        @GetMapping("/things/{name}")
        Map<String, String> thing(@PathVariable String name) {
            return Map.of("name", name);
        }

        @PostMapping(path = "/things", consumes = MediaType.APPLICATION_JSON_VALUE)
        Thing create(@RequestBody Thing thing) {
            return thing;
        }

        @PostMapping("/hooks/{secret}")
        int hook(@RequestBody byte[] body) {
            return body.length;
        }

        @PostMapping("/services")
        Map<String, String> service(@RequestBody(required = false) byte @Nullable [] body) {
            return Map.of();
        }

        @PostMapping("/services/{name}/{action}/{secret}")
        Map<String, String> action(@PathVariable String name) {
            return Map.of("name", name);
        }

        @GetMapping("/failures/unexpected")
        String unexpected() {
            throw new IllegalStateException("secret detail");
        }

        @GetMapping("/failures/overflow")
        String overflow() {
            return endless("");
        }

        @GetMapping("/failures/overflow/deferred")
        Mono<String> deferredOverflow() {
            return Mono.fromSupplier(() -> endless(""));
        }

        @PostMapping("/failures/overflow")
        String overflowOfBody(@RequestBody byte[] body) {
            return endless("");
        }

        @PostMapping("/failures/overflow/json")
        Mono<String> overflowOfJson(@RequestBody Mono<Thing> thing) {
            return thing.map(read -> endless(read.name()));
        }

        private static String endless(String text) {
            return endless(text) + text;
        }

        @GetMapping("/failures/full")
        String full() {
            throw new FullException();
        }

        @GetMapping("/failures/parameter")
        String parameter(@RequestParam int number) {
            return String.valueOf(number);
        }

        @GetMapping("/other-thread")
        Mono<Map<String, String>> otherThread() {
            return Mono.fromSupplier(() -> Map.of("name", "a")).subscribeOn(Schedulers.boundedElastic());
        }

        @GetMapping("/actor")
        Actor actor(ServerWebExchange exchange) {
            return Actor.of(exchange);
        }

        @GetMapping("/context")
        Mono<Map<String, String>> context() {
            return Mono.deferContextual(context -> Mono.just(Map.of("id", context.get(RequestId.CONTEXT_KEY))));
        }
    }
}
