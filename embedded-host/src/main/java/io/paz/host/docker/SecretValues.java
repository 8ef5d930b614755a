package io.paz.host.docker;

import io.paz.host.container.ContainerRequest;
import io.paz.host.container.ContainerRequest.Program;
import io.paz.secret.SecretCipher;
import io.paz.secret.SecretKeyException;
import io.paz.secret.SecretVariable;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the values of secret variables in place of what stands for them. It has the keys only while it decrypts, so a rotation needs no restart. */
public final class SecretValues {

    static final SecretValues NONE = new SecretValues(null);

    private static final String SERVICE = "io.paz.service";

    private final @Nullable Path keyFile;

    /** @param keyFile null of a host that has no keys, which creates no container with secret variables */
    public SecretValues(@Nullable Path keyFile) {
        this.keyFile = keyFile;
    }

    /** @throws SecretKeyException when a value cannot be decrypted */
    ContainerRequest reveal(ContainerRequest request) {
        Program program = request.program();
        if (program.env().stream().noneMatch(SecretValues::isSecret)) {
            return request;
        }
        SecretCipher cipher = cipher();
        String service = request.labels().getOrDefault(SERVICE, "");
        List<String> env = program.env().stream()
                .map(entry -> isSecret(entry) ? revealed(cipher, service, entry) : entry)
                .toList();
        return new ContainerRequest(
                request.image(),
                request.neverPull(),
                request.remove(),
                request.name(),
                request.labels(),
                new Program(
                        program.entrypoint(),
                        program.command(),
                        env,
                        program.user(),
                        program.directory(),
                        program.stopTimeout(),
                        program.stopSignal(),
                        program.init()),
                request.network(),
                request.storage(),
                request.limits(),
                request.logging());
    }

    private SecretCipher cipher() {
        if (keyFile == null) {
            throw new SecretKeyException(
                    "the container has secret variables (expected: none, since this host was given no keys; PAZ_SECRETS_KEY_FILE names them)");
        }
        return SecretCipher.open(keyFile);
    }

    private static boolean isSecret(String entry) {
        return SecretVariable.isSecret(entry.substring(entry.indexOf('=') + 1));
    }

    private static String revealed(SecretCipher cipher, String service, String entry) {
        int equals = entry.indexOf('=');
        String name = entry.substring(0, equals);
        return name + "=" + new SecretVariable(entry.substring(equals + 1)).decrypt(cipher, service, name);
    }
}
