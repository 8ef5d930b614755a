package io.paz.orchestrator.people;

import io.paz.http.error.ApiException;
import org.jspecify.annotations.Nullable;

/** What a new password must be: long, and nothing else. */
public final class PasswordRules {

    public static final int MAX_LENGTH = 200;
    private static final int MIN_LENGTH = 12;

    private PasswordRules() {}

    /** @throws ApiException with status 400, without the password in its message */
    public static String checked(@Nullable String password) {
        if (password == null || password.length() < MIN_LENGTH || password.length() > MAX_LENGTH) {
            throw ApiException.invalidField(
                    "password",
                    "of %d characters".formatted(password == null ? 0 : password.length()),
                    "12 to 200 characters");
        }
        return password;
    }
}
