package io.paz.scheduler.registry;

import io.paz.client.BoundedHttp;
import io.paz.scheduler.image.ImageLookupException;
import io.paz.scheduler.image.ImageName;
import io.paz.scheduler.image.Registries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManagerFactory;

/** Registries over the distribution API v2, with the logins and authorities that Docker itself has. Safe for several threads. */
public final class RemoteRegistries implements Registries {

    /** Of one call. */
    static final BoundedHttp.Limits LIMITS = new BoundedHttp.Limits(Duration.ofSeconds(5), 1024 * 1024);

    private static final Path DOCKERS_AUTHORITIES = Path.of("/etc/docker/certs.d");
    private static final Pattern LOOPBACK = Pattern.compile("(?:localhost|127\\.[0-9.]+|\\[::1])(?::[0-9]+)?");

    private final Settings settings;
    private final Credentials credentials;
    private final RegistryTrust trust;
    private final BoundedHttp http = new BoundedHttp(LIMITS);

    /**
     * How registries are reached.
     *
     * @param insecure registries that are spoken to without TLS, {@code host:port}; those of the loopback interface always are
     * @param credentials Docker's {@code config.json}; it need not exist
     * @param authorities folder as {@code /etc/docker/certs.d} is
     */
    public record Settings(List<String> insecure, Optional<Path> credentials, Path authorities) {

        public Settings(List<String> insecure, Optional<Path> credentials) {
            this(insecure, credentials, DOCKERS_AUTHORITIES);
        }
    }

    public RemoteRegistries(Settings settings) {
        this.settings = settings;
        this.credentials =
                new Credentials(settings.credentials(), System.getenv().getOrDefault("PATH", ""));
        this.trust = new RegistryTrust(settings.authorities());
    }

    @Override
    public String digest(ImageName image) throws ImageLookupException {
        try {
            Credentials.Known login = credentials.find(image.registry());
            return new Lookup(image, login, client(image), this::isPlain, System::nanoTime).digest();
        } catch (IOException e) {
            throw new ImageLookupException(String.valueOf(e.getMessage()));
        }
    }

    private BoundedHttp client(ImageName image) throws IOException {
        Optional<TrustManagerFactory> own = trust.of(image.registry());
        return own.isPresent() ? BoundedHttp.trusting(LIMITS, own.get()) : http;
    }

    private boolean isPlain(String host) {
        return LOOPBACK.matcher(host).matches() || settings.insecure().contains(host);
    }
}
