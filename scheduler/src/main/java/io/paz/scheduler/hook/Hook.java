package io.paz.scheduler.hook;

import io.paz.scheduler.catalog.ServiceDirectory.Entry;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Address at which a registry or a Git server reports pushes for one service.
 *
 * @param id random, so that nobody finds one by trying
 * @param entry of the service in the directory; a later service of the same name has another one
 * @param tags which pushed tags and refs deploy
 * @param imageTag which image a push to a Git repository deploys
 * @param lastUse null before the first delivery
 */
public record Hook(
        String id,
        Entry entry,
        HookSource source,
        HookSecret secret,
        TagRules tags,
        ImageTag imageTag,
        Instant createdAt,
        @Nullable HookUse lastUse) {

    private static final int ID_LENGTH = 16;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * The last delivery with a right secret.
     *
     * @param result for people
     */
    public record HookUse(Instant at, String result) {}

    /** A new hook with an id and a secret of its own. */
    public static Hook create(Entry entry, HookSource source, TagRules tags, ImageTag imageTag, Instant now) {
        byte[] id = new byte[ID_LENGTH];
        RANDOM.nextBytes(id);
        return new Hook(HexFormat.of().formatHex(id), entry, source, HookSecret.random(), tags, imageTag, now, null);
    }

    /** Whether a text can be the id of a hook. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    public String service() {
        return entry.service();
    }

    /** Name for people. */
    public String name() {
        return "hook of " + service() + " (" + source.text() + ")";
    }

    public Hook used(Instant at, String result) {
        return new Hook(id, entry, source, secret, tags, imageTag, createdAt, new HookUse(at, result));
    }
}
