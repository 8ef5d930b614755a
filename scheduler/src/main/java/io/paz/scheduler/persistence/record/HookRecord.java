package io.paz.scheduler.persistence.record;

import io.paz.scheduler.catalog.ServiceDirectory.Entry;
import io.paz.scheduler.hook.Hook;
import io.paz.scheduler.hook.Hook.HookUse;
import io.paz.scheduler.hook.HookSecret;
import io.paz.scheduler.hook.HookSource;
import io.paz.scheduler.hook.ImageTag;
import io.paz.scheduler.hook.TagRules;
import io.paz.secret.SecretCipher;
import io.paz.secret.SecretPlace;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stored hook. The order of the components is the order on disk.
 *
 * @param serviceCreatedAt when the service was created in the directory; absent where the directory does not know it
 * @param secret encrypted for its hook; in records of before there was encryption, Base64 of the secret itself
 */
public record HookRecord(
        String id,
        String service,
        @Nullable Instant serviceCreatedAt,
        String source,
        String secret,
        List<String> tags,
        String imageTag,
        Instant createdAt,
        @Nullable UseRecord lastUse) {

    record UseRecord(Instant at, String result) {}

    public static HookRecord of(Hook hook, SecretCipher cipher) {
        HookUse use = hook.lastUse();
        return new HookRecord(
                hook.id(),
                hook.service(),
                hook.entry().createdAt(),
                hook.source().name(),
                cipher.encrypt(place(hook.id()), hook.secret().bytes()),
                hook.tags().patterns(),
                hook.imageTag().name(),
                hook.createdAt(),
                use == null ? null : new UseRecord(use.at(), use.result()));
    }

    public Hook toDomain(SecretCipher cipher) {
        return new Hook(
                id,
                new Entry(service, serviceCreatedAt),
                HookSource.valueOf(source),
                secret(cipher),
                new TagRules(tags),
                ImageTag.valueOf(imageTag),
                createdAt,
                lastUse == null ? null : new HookUse(lastUse.at, lastUse.result));
    }

    private HookSecret secret(SecretCipher cipher) {
        return SecretCipher.isEncrypted(secret)
                ? HookSecret.of(cipher.decrypt(place(id), secret))
                : HookSecret.decode(secret);
    }

    /** Whether its secret is encrypted with the newest key. */
    public boolean isCurrent(SecretCipher cipher) {
        return SecretCipher.isEncrypted(secret) && cipher.isCurrent(place(id), secret);
    }

    private static SecretPlace place(String hook) {
        return SecretPlace.of("hook", hook);
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "HookRecord[" + id + "]";
    }
}
