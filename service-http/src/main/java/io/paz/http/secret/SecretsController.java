package io.paz.http.secret;

import io.paz.http.error.ApiException;
import io.paz.secret.SecretCipher;
import io.paz.secret.SecretKeyException;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads the key file again, encrypts all secrets with its newest key, and answers once that is on disk. */
@RestController
public final class SecretsController {

    private final @Nullable SecretCipher cipher;
    private final IntSupplier reencryption;

    /**
     * @param cipher null of a service that was given no keys
     * @param reencryption of all that the service stores; returns how many secrets the newest key had not encrypted
     */
    public SecretsController(@Nullable SecretCipher cipher, IntSupplier reencryption) {
        this.cipher = cipher;
        this.reencryption = reencryption;
    }

    /**
     * What was done.
     *
     * @param key ID of the key that encrypts now
     */
    public record Rotation(String key, int encryptedAgain) {}

    /** The answer, in the wrapping of every answer. */
    record Answer(Rotation doc) {}

    @PostMapping("/secrets/rotation")
    Mono<Answer> rotate() {
        return Mono.fromSupplier(this::rotateNow).subscribeOn(Schedulers.boundedElastic());
    }

    /** One at a time: two at once would do the same work. */
    private synchronized Answer rotateNow() {
        SecretCipher known = cipher;
        if (known == null) {
            throw ApiException.conflict(
                    "secret_key", "there are no keys here (expected: PAZ_SECRETS_KEY_FILE names them)");
        }
        try {
            known.reload();
            int count = reencryption.getAsInt();
            return new Answer(new Rotation(known.keyId(), count));
        } catch (SecretKeyException e) {
            throw ApiException.conflict("secret_key", String.valueOf(e.getMessage()));
        }
    }
}
