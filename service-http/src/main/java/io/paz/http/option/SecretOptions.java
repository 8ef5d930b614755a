package io.paz.http.option;

import io.paz.secret.SecretCipher;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;

/** The option that says which keys encrypt what a service stores secret. */
public final class SecretOptions {

    private SecretOptions() {}

    /** The same for all services: they share one file. Of a service that has an option {@code data}. */
    public static Option keyFile() {
        return keyFile(
                "file with the keys that encrypt secrets; one beside the data's folder that is made when missing, if empty");
    }

    /** Of a service that does without keys as long as no variable is secret. */
    public static Option variablesKeyFile() {
        return keyFile("file with the keys that encrypt secret variables; those are refused if empty");
    }

    private static Option keyFile(String meaning) {
        return new Option("secrets-key-file", "PAZ_SECRETS_KEY_FILE", OptionType.PATH, "", meaning);
    }

    /** The file of {@link #variablesKeyFile}; null where there is none. */
    public static @Nullable Path variablesKeyFile(PropertyResolver options) {
        String file = options.getProperty("paz.secrets-key-file", "");
        return file.isEmpty() ? null : Path.of(file);
    }

    /** @throws io.paz.secret.SecretKeyException when the file cannot be used; one that is named is not made */
    public static SecretCipher cipher(PropertyResolver options) {
        String file = options.getProperty("paz.secrets-key-file", "");
        return file.isEmpty()
                ? SecretCipher.openOrCreate(beside(Path.of(options.getRequiredProperty("paz.data"))))
                : SecretCipher.open(Path.of(file));
    }

    private static Path beside(Path data) {
        return data.resolveSibling(data.getFileName() + ".key");
    }
}
