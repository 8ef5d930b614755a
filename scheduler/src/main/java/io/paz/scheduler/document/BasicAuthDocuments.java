package io.paz.scheduler.document;

import io.paz.api.directory.ProxySettings.BasicAuth;
import io.paz.api.directory.ProxySettings.BasicAuth.User;
import io.paz.scheduler.routing.Logins;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts who may use a service: each a name, and the hash of the password. What is written has the names alone. */
final class BasicAuthDocuments {

    private static final String BASIC_AUTH = "basic-auth";
    private static final String REALM = "realm";
    private static final String PASS = "pass";
    private static final String DROP = "drop";

    private BasicAuthDocuments() {}

    static void read(Map<String, String> settings, BasicAuth auth) {
        settings.put(BASIC_AUTH, Boolean.TRUE.equals(auth.passCredentials()) ? PASS : DROP);
        if (auth.realm() != null) {
            settings.put(REALM, auth.realm());
        }
        int number = 1;
        for (User user : auth.users() == null ? List.<User>of() : auth.users()) {
            settings.put(Logins.USER + number++, user.name() + " " + user.passwordHash());
        }
    }

    static @Nullable BasicAuth write(Map<String, String> settings) {
        String credentials = settings.get(BASIC_AUTH);
        if (credentials == null) {
            return null;
        }
        List<User> users = new ArrayList<>();
        int number = 1;
        for (String user = settings.get(Logins.USER + number);
                user != null;
                user = settings.get(Logins.USER + ++number)) {
            users.add(new User(user.split(" ", 2)[0], null, null));
        }
        return new BasicAuth(settings.get(REALM), users, credentials.equals(PASS) ? Boolean.TRUE : null);
    }
}
