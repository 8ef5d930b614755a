package io.paz.http.access;

import io.paz.http.error.ApiException;
import io.paz.http.option.InvalidOptionException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads the administrator's token again, for a rotation, and answers once it counts. */
@RestController
public final class TokenReloadController {

    private final Optional<AdministratorToken> token;

    TokenReloadController(AccessSettings access) {
        this.token = Optional.ofNullable(access.token());
    }

    @PostMapping("/token/reload")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> reload() {
        return Mono.<Void>fromRunnable(() -> token.ifPresent(AdministratorToken::reload))
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(
                        InvalidOptionException.class,
                        failure -> ApiException.conflict("token_file", String.valueOf(failure.getMessage())));
    }
}
