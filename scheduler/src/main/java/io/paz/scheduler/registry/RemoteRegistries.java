package io.paz.scheduler.registry;

import io.paz.scheduler.deployment.Registries;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Registries over the distribution API v2. Safe for several threads. A registry that did not answer is left alone for
 * {@link #SILENCE}, so that a machine without a way to it does not wait at every deployment.
 */
public final class RemoteRegistries implements Registries {

    static final Duration PATIENCE = Duration.ofSeconds(2);
    static final Duration SILENCE = Duration.ofMinutes(5);

    private static final String DOCKER_HUBS_HOST = "registry-1.docker.io";
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern LOOPBACK = Pattern.compile("(?:localhost|127\\.[0-9.]+|\\[::1])(?::[0-9]+)?");
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final String MANIFESTS = String.join(
            ", ",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json");

    private final Settings settings;
    private final Credentials credentials;
    private final Clock clock;
    private final HttpClient http;
    private final Map<String, Instant> silentUntil = new ConcurrentHashMap<>();

    /**
     * @param policy which images are looked up
     * @param insecure registries that are spoken to without TLS, {@code host:port}; those of the loopback interface always are
     * @param credentials a file as {@code docker login} writes it
     */
    public record Settings(Policy policy, List<String> insecure, Optional<Path> credentials) {}

    /** Which images are looked up. */
    public enum Policy {
        /** None. */
        OFF,
        /** Those that name their registry, and those that were just pushed. */
        NAMED,
        /** Those without a registry in their name too, on Docker Hub: somebody else's there may bear the name of one built here. */
        ALL
    }

    public RemoteRegistries(Settings settings, Clock clock, Executor executor) {
        this.settings = settings;
        this.credentials = new Credentials(settings.credentials());
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(executor)
                .build();
    }

    @Override
    public Pin pin(String image, boolean freshlyPushed) {
        ImageName name = ImageName.of(image);
        if (!name.digest().isEmpty()) {
            return new Pin(null, "asked for by digest already");
        }
        if (settings.policy() == Policy.OFF) {
            return new Pin(null, "images are not looked up, as configured");
        }
        if (settings.policy() == Policy.NAMED && !name.named() && !freshlyPushed) {
            return new Pin(null, "it names no registry, and was not just pushed to Docker Hub");
        }
        Instant until = silentUntil.get(name.registry());
        if (until != null && clock.instant().isBefore(until)) {
            return new Pin(null, name.registry() + " did not answer lately; it is asked again after " + until);
        }
        return lookUp(name);
    }

    private Pin lookUp(ImageName name) {
        try {
            Pin pin = new Lookup(name).go();
            silentUntil.remove(name.registry());
            return pin;
        } catch (IOException e) {
            silentUntil.put(name.registry(), clock.instant().plus(SILENCE));
            return new Pin(null, name.registry() + " does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Pin(null, "the scheduler stops");
        }
    }

    /** One question, with all the calls that it takes, in the time that it has. */
    private final class Lookup {

        private final ImageName name;
        private final long end = System.nanoTime() + PATIENCE.toNanos();

        Lookup(ImageName name) {
            this.name = name;
        }

        Pin go() throws IOException, InterruptedException {
            Optional<String> basic;
            try {
                basic = credentials.of(name.registry());
            } catch (IOException e) {
                return new Pin(null, String.valueOf(e.getMessage()));
            }
            HttpResponse<String> answer = manifest(Optional.empty());
            if (answer.statusCode() == UNAUTHORIZED) {
                Optional<String> authorization = authorization(answer, basic);
                answer = authorization.isPresent() ? manifest(authorization) : answer;
            }
            return read(answer);
        }

        private HttpResponse<String> manifest(Optional<String> authorization) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(address())
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .header("Accept", MANIFESTS);
            authorization.ifPresent(value -> request.header("Authorization", value));
            return send(request);
        }

        private URI address() {
            String host = name.registry().equals(ImageName.DOCKER_HUB) ? DOCKER_HUBS_HOST : name.registry();
            String scheme = isPlain(host) ? "http" : "https";
            return URI.create(scheme + "://" + host + "/v2/" + name.repository() + "/manifests/" + name.tag());
        }

        private boolean isPlain(String host) {
            return LOOPBACK.matcher(host).matches() || settings.insecure().contains(host);
        }

        private Optional<String> authorization(HttpResponse<String> refusal, Optional<String> basic)
                throws IOException, InterruptedException {
            Optional<Challenge> challenge =
                    refusal.headers().firstValue("WWW-Authenticate").flatMap(Challenge::parse);
            if (challenge.filter(it -> it.scheme().equals("basic")).isPresent()) {
                return basic;
            }
            Optional<URI> realm = challenge.flatMap(it -> it.tokenAddress(name.repository()));
            return realm.isPresent() ? token(realm.get(), basic) : Optional.empty();
        }

        /** A password goes to nobody who could be overheard. */
        private Optional<String> token(URI realm, Optional<String> basic) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(realm).GET();
            boolean safe = realm.getScheme().equals("https") || isPlain(realm.getAuthority());
            basic.filter(value -> safe).ifPresent(value -> request.header("Authorization", value));
            HttpResponse<String> answer = send(request);
            if (answer.statusCode() != OK) {
                return Optional.empty();
            }
            try {
                var body = JsonMapper.shared().readTree(answer.body());
                String token =
                        body.path("token").asString(body.path("access_token").asString(""));
                return Optional.of(token).filter(it -> it.matches("[!-~]+")).map(it -> "Bearer " + it);
            } catch (JacksonException e) {
                throw new IOException(realm.getHost() + " gave a token that is not JSON", e);
            }
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
            try {
                return http.sendAsync(request.build(), BodyHandlers.ofString())
                        .get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw new IOException("nothing came within " + PATIENCE.toSeconds() + " s", e);
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                throw new IOException(String.valueOf(cause.getMessage() == null ? cause : cause.getMessage()), cause);
            }
        }

        private Pin read(HttpResponse<String> answer) {
            String what = name.registry() + "/" + name.repository() + ":" + name.tag();
            if (answer.statusCode() != OK) {
                return new Pin(null, name.registry() + " answers " + answer.statusCode() + " for " + what);
            }
            return answer.headers()
                    .firstValue("Docker-Content-Digest")
                    .filter(value -> DIGEST.matcher(value).matches())
                    .map(digest -> new Pin(digest, what + " is " + digest + " now"))
                    .orElseGet(() -> new Pin(null, name.registry() + " gives no digest for " + what));
        }
    }
}
