package io.paz.directory.document;

import io.paz.api.directory.ProxySettings;
import io.paz.api.directory.ProxySettings.BasicAuth;
import io.paz.api.directory.ProxySettings.BasicAuth.User;
import io.paz.directory.catalog.ServiceConfig;
import io.paz.directory.catalog.field.InvalidFieldException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Users of a service as they stand in JSON: sent with a password or its hash, stored with the hash, and answered without both. */
public final class BasicAuthFields {

    private static final String HASH = "\"passwordHash\":";
    private static final int MAX_PASSWORD_BYTES = 256;
    private static final String USERS = io.paz.directory.catalog.proxy.BasicAuth.USERS;

    private BasicAuthFields() {}

    /** Whether a stored document may have a hash. */
    static boolean mayBeIn(byte[] document) {
        return new String(document, StandardCharsets.ISO_8859_1).contains(HASH);
    }

    /** The settings with hashes in place of passwords, and where neither was sent, those of the users before. */
    public static @Nullable ProxySettings hashed(@Nullable ProxySettings sent, @Nullable ServiceConfig before) {
        BasicAuth auth = sent == null ? null : sent.basicAuth();
        if (sent == null || auth == null || auth.users() == null) {
            return sent;
        }
        Map<String, String> known = hashes(before);
        List<User> users = new ArrayList<>();
        for (User user : auth.users()) {
            users.add(hashed("%s[%d]".formatted(USERS, users.size()), user, known));
        }
        return with(sent, new BasicAuth(auth.realm(), users, auth.passCredentials()));
    }

    private static Map<String, String> hashes(@Nullable ServiceConfig config) {
        return config == null || config.proxy() == null || config.proxy().basicAuth() == null
                ? Map.of()
                : config.proxy().basicAuth().users().stream()
                        .collect(Collectors.toMap(user -> user.name(), user -> user.hash()));
    }

    private static User hashed(String field, @Nullable User user, Map<String, String> known) {
        if (user == null || user.password() != null && user.passwordHash() != null) {
            throw InvalidFieldException.ofSecret(field, "a name, and password or passwordHash");
        }
        if (user.password() != null) {
            checkPassword(field + ".password", user.password());
            return new User(user.name(), null, PasswordHasher.hash(user.password()));
        }
        String hash = user.passwordHash() == null ? known.get(user.name()) : user.passwordHash();
        if (hash == null) {
            throw InvalidFieldException.ofSecret(field + ".password", "a password, since this user has none yet");
        }
        return new User(user.name(), null, hash);
    }

    private static void checkPassword(String field, String password) {
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1
                || bytes > MAX_PASSWORD_BYTES
                || !StandardCharsets.UTF_8.newEncoder().canEncode(password)
                || password.chars().anyMatch(Character::isISOControl)) {
            throw InvalidFieldException.ofSecret(field, "1 to 256 bytes of Unicode text without control characters");
        }
    }

    static io.paz.directory.catalog.proxy.BasicAuth read(BasicAuth given) {
        List<User> users = given.users() == null ? List.of() : given.users();
        return new io.paz.directory.catalog.proxy.BasicAuth(
                given.realm(),
                users.stream()
                        .map(user -> new io.paz.directory.catalog.proxy.BasicAuth.User(
                                Objects.requireNonNullElse(user.name(), ""),
                                Objects.requireNonNullElse(user.passwordHash(), "")))
                        .toList(),
                given.passCredentials());
    }

    static BasicAuth write(io.paz.directory.catalog.proxy.BasicAuth auth) {
        return new BasicAuth(
                auth.realm(),
                auth.users().stream()
                        .map(user -> new User(user.name(), null, user.hash()))
                        .toList(),
                auth.passCredentials());
    }

    /** As answers have it: names alone. */
    static @Nullable ProxySettings shown(@Nullable ProxySettings settings) {
        BasicAuth auth = settings == null ? null : settings.basicAuth();
        if (settings == null || auth == null || auth.users() == null) {
            return settings;
        }
        List<User> users = auth.users().stream()
                .map(user -> new User(user.name(), null, null))
                .toList();
        return with(settings, new BasicAuth(auth.realm(), users, auth.passCredentials()));
    }

    private static ProxySettings with(ProxySettings settings, BasicAuth auth) {
        return new ProxySettings(
                settings.maxBodyBytes(),
                settings.allowedNetworks(),
                settings.maintenance(),
                settings.idleTimeoutSeconds(),
                settings.maxConnections(),
                settings.queueTimeoutSeconds(),
                settings.rateLimit(),
                settings.compression(),
                settings.requestHeaders(),
                settings.stickySessions(),
                auth,
                settings.responseHeaders(),
                settings.errorPages());
    }
}
