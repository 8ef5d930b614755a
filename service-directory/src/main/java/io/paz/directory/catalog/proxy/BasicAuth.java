package io.paz.directory.catalog.proxy;

import io.paz.directory.catalog.field.InvalidFieldException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Users and hashes of their passwords, without which clients get nothing. */
public record BasicAuth(
        @Nullable String realm, List<User> users, @Nullable Boolean passCredentials) {

    /** Field of the users. */
    public static final String USERS = "proxy.basicAuth.users";

    private static final int MAX_USERS = 50;
    private static final Pattern REALM = Pattern.compile("(?! )[A-Za-z0-9 ._-]{1,64}(?<! )");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

    /** One who may use the service. */
    public record User(String name, String hash) {

        @Override
        public String toString() {
            return "User[name=" + name + "]";
        }
    }

    public BasicAuth {
        InvalidFieldException.unless(
                realm == null || REALM.matcher(realm).matches(),
                "proxy.basicAuth.realm",
                realm,
                "1 to 64 letters, digits, spaces, and ._-, no space first or last");
        users = List.copyOf(users);
        InvalidFieldException.unless(
                !users.isEmpty() && users.size() <= MAX_USERS, USERS, users.size() + " users", "1 to " + MAX_USERS);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < users.size(); i++) {
            User user = users.get(i);
            InvalidFieldException.unless(
                    NAME.matcher(user.name()).matches() && seen.add(user.name()),
                    "%s[%d].name".formatted(USERS, i),
                    user.name(),
                    "1 to 64 letters, digits and ._@-, once");
            if (!PasswordHash.isAllowed(user.hash())) {
                throw InvalidFieldException.ofSecret("%s[%d].passwordHash".formatted(USERS, i), PasswordHash.EXPECTED);
            }
        }
    }
}
