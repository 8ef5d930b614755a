package io.paz.scheduler.persistence.record;

import io.paz.scheduler.catalog.ServiceDirectory.Entry;
import io.paz.scheduler.hook.Hook;
import io.paz.scheduler.hook.Hook.HookUse;
import io.paz.scheduler.hook.HookSecret;
import io.paz.scheduler.hook.HookSource;
import io.paz.scheduler.hook.ImageTag;
import io.paz.scheduler.hook.TagRules;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stored hook. The order of the components is the order on disk.
 *
 * @param serviceCreatedAt when the service was created in the directory; absent where the directory does not know it
 * @param secret in Base64, as it is: whoever reads the store knows it
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

    public static HookRecord of(Hook hook) {
        HookUse use = hook.lastUse();
        return new HookRecord(
                hook.id(),
                hook.service(),
                hook.entry().createdAt(),
                hook.source().name(),
                hook.secret().encoded(),
                hook.tags().patterns(),
                hook.imageTag().name(),
                hook.createdAt(),
                use == null ? null : new UseRecord(use.at(), use.result()));
    }

    public Hook toDomain() {
        return new Hook(
                id,
                new Entry(service, serviceCreatedAt),
                HookSource.valueOf(source),
                HookSecret.decode(secret),
                new TagRules(tags),
                ImageTag.valueOf(imageTag),
                createdAt,
                lastUse == null ? null : new HookUse(lastUse.at, lastUse.result));
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "HookRecord[" + id + "]";
    }
}
