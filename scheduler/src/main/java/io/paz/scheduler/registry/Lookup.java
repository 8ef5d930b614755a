package io.paz.scheduler.registry;

import io.paz.client.AddressKind;
import io.paz.client.BoundedHttp;
import io.paz.client.BoundedHttp.Answer;
import io.paz.client.HttpCallException;
import io.paz.scheduler.image.ImageLookupException;
import io.paz.scheduler.image.ImageName;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One question to a registry, with all the calls that it takes. */
final class Lookup {

    private static final String DOCKER_HUBS_HOST = "registry-1.docker.io";
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final System.Logger log = System.getLogger(Lookup.class.getName());

    /** Time after which no further call is made; the last one may take its own time. */
    private static final Duration LAST_CALL = Duration.ofSeconds(10);

    private static final int MAX_REDIRECTS = 3;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final String MANIFESTS = String.join(
            ", ",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json");

    private final ImageName name;
    private final Credentials.Known known;
    private final BoundedHttp registry;
    private final BoundedHttp elsewhere;
    private final Predicate<String> isPlain;
    private final LongSupplier nanoTime;
    private final long began;
    private @Nullable AddressKind kind;

    /**
     * @param isPlain whether a host is spoken to without TLS
     */
    Lookup(
            ImageName name,
            Credentials.Known known,
            BoundedHttp http,
            Predicate<String> isPlain,
            LongSupplier nanoTime) {
        this.name = name;
        this.known = known;
        this.registry = http.connectingTo(this::isOfRegistry);
        this.elsewhere = http.connectingTo(this::mayBeLedTo);
        this.isPlain = isPlain;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    String digest() throws ImageLookupException {
        Answer answer = manifest(Optional.empty());
        if (answer.status() == UNAUTHORIZED) {
            Optional<String> authorization = authorization(answer);
            answer = authorization.isPresent() ? manifest(authorization) : answer;
        }
        if (answer.status() != OK) {
            throw refused(answer.status());
        }
        return Optional.ofNullable(answer.headers().getFirst("Docker-Content-Digest"))
                .filter(value -> DIGEST.matcher(value).matches())
                .orElseThrow(() -> new ImageLookupException(name.registry() + " gives no digest for " + tag()));
    }

    private String host() {
        return name.registry().equals(ImageName.DOCKER_HUB) ? DOCKER_HUBS_HOST : name.registry();
    }

    /** The registry itself is where it was found first: a name that leads elsewhere later may not lead nearer. */
    private synchronized boolean isOfRegistry(InetAddress address) {
        AddressKind found = AddressKind.of(address);
        kind = kind == null ? found : kind;
        return kind.mayLeadTo(found);
    }

    /** A registry elsewhere has no business with this machine, its link or its private networks, whatever they are called. */
    private synchronized boolean mayBeLedTo(InetAddress address) {
        return kind != null && kind.mayLeadTo(AddressKind.of(address));
    }

    private String tag() {
        return name.repository() + ":" + name.tag();
    }

    private ImageLookupException refused(int status) {
        String meaning =
                switch (status) {
                    case UNAUTHORIZED ->
                        known.login().isPresent()
                                ? "does not accept the login in " + known.place() + " (401) for " + tag()
                                        + "; log in again: docker login " + name.registry()
                                : "wants a login (401) for " + tag() + ", and there is none in " + known.place()
                                        + "; log in: docker login " + name.registry();
                    case 403 -> "does not allow to pull " + tag() + " (403); check what its login may do";
                    case 404 -> "has no " + tag() + " (404); check its name and tag";
                    case 429 ->
                        "takes no more requests for now (429); deploy again later, or log in: docker login "
                                + name.registry();
                    default -> "answers " + status + " for " + tag();
                };
        String unread = known.problem().isEmpty() ? "" : ". No login could be read: " + known.problem();
        return new ImageLookupException(name.registry() + " " + meaning + unread);
    }

    private Answer manifest(Optional<String> authorization) throws ImageLookupException {
        String scheme = isPlain.test(host()) ? "http" : "https";
        URI address = URI.create(scheme + "://" + host() + "/v2/" + name.repository() + "/manifests/" + name.tag());
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ACCEPT, MANIFESTS);
        authorization.ifPresent(value -> headers.set(HttpHeaders.AUTHORIZATION, value));
        Answer answer = send(HttpMethod.HEAD, address, headers, null);
        for (int i = 0; i < MAX_REDIRECTS && REDIRECTS.contains(answer.status()); i++) {
            URI next = target(address, answer);
            if (!next.getAuthority().equals(address.getAuthority())) {
                headers.remove(HttpHeaders.AUTHORIZATION);
            }
            address = next;
            answer = send(HttpMethod.HEAD, address, headers, null);
            if (answer.status() == UNAUTHORIZED) {
                // Whoever it is, the login is the registry's.
                throw new ImageLookupException(name.registry() + " redirects to " + address.getAuthority()
                        + ", which wants a login (401) for " + tag());
            }
        }
        return answer;
    }

    /** Where a redirect leads: a public registry may be one address for several elsewhere. */
    private URI target(URI from, Answer answer) throws ImageLookupException {
        String location = answer.headers().getFirst(HttpHeaders.LOCATION);
        try {
            URI next = from.resolve(new URI(location == null ? "" : location));
            boolean allowed = next.getHost() != null && isAllowed(next) && isSafe(next);
            if (location != null && allowed) {
                return next;
            }
        } catch (URISyntaxException e) {
            log.log(Level.DEBUG, "no address: {0}", location);
        }
        throw new ImageLookupException(from.getAuthority() + " redirects (" + answer.status() + ") " + tag() + " to "
                + location + " (expected: an https address, of a machine other than this one)");
    }

    private Optional<String> authorization(Answer refusal) throws ImageLookupException {
        Optional<Challenge> challenge = Optional.ofNullable(refusal.headers().getFirst(HttpHeaders.WWW_AUTHENTICATE))
                .flatMap(Challenge::parse);
        if (challenge.filter(it -> it.scheme().equals("basic")).isPresent()) {
            return known.login().map(Login::basic).filter(basic -> !basic.isEmpty());
        }
        Optional<URI> realm =
                challenge.flatMap(it -> it.tokenAddress(name.repository())).filter(this::isAllowed);
        return realm.isPresent() ? token(realm.get()) : Optional.empty();
    }

    /** A registry elsewhere has no business with what listens on this machine. */
    boolean isAllowed(URI address) {
        return !isPlain.test(address.getAuthority()) || isPlain.test(name.registry());
    }

    private boolean isSafe(URI address) {
        return "https".equals(address.getScheme())
                || "http".equals(address.getScheme()) && isPlain.test(address.getAuthority());
    }

    /** A password goes to nobody who could be overheard. */
    private Optional<String> token(URI realm) throws ImageLookupException {
        Optional<Login> shown = known.login().filter(login -> isSafe(realm));
        Answer answer = shown.filter(login -> !login.identityToken().isEmpty()).isPresent()
                ? changed(realm, shown.get().identityToken())
                : asked(realm, shown.map(Login::basic));
        if (answer.status() != OK) {
            return Optional.empty();
        }
        try {
            JsonNode body = JsonMapper.shared().readTree(answer.body());
            String token = body.path("token").asString(body.path("access_token").asString(""));
            return Optional.of(token).filter(it -> it.matches("[!-~]+")).map(it -> "Bearer " + it);
        } catch (JacksonException e) {
            throw new ImageLookupException(realm.getHost() + " gave a token that is not JSON");
        }
    }

    private Answer asked(URI realm, Optional<String> basic) throws ImageLookupException {
        HttpHeaders headers = new HttpHeaders();
        basic.ifPresent(value -> headers.set(HttpHeaders.AUTHORIZATION, value));
        return send(HttpMethod.GET, realm, headers, null);
    }

    /** By OAuth 2, as an identity token wants it. */
    private Answer changed(URI realm, String identityToken) throws ImageLookupException {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_FORM_URLENCODED);
        String form = "grant_type=refresh_token&client_id=paz&" + realm.getRawQuery() + "&refresh_token="
                + URLEncoder.encode(identityToken, StandardCharsets.UTF_8);
        URI address = URI.create(realm.toString().replaceFirst("\\?.*", ""));
        return send(HttpMethod.POST, address, headers, form);
    }

    private Answer send(HttpMethod method, URI address, HttpHeaders headers, @Nullable String body)
            throws ImageLookupException {
        if (nanoTime.getAsLong() - began > LAST_CALL.toNanos()) {
            throw new ImageLookupException(
                    name.registry() + " does not answer in time: no digest after " + LAST_CALL.toSeconds() + " s");
        }
        try {
            BoundedHttp http = host().equals(address.getAuthority()) ? registry : elsewhere;
            return http.send(method, address, headers, body).toFuture().get();
        } catch (ExecutionException e) {
            throw new ImageLookupException(
                    e.getCause() instanceof HttpCallException failure
                            ? address.getAuthority() + " " + meaning(failure)
                            : address.getAuthority() + " does not answer: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageLookupException("the scheduler stops");
        }
    }

    private static String meaning(HttpCallException failure) {
        return switch (failure.kind()) {
            case TLS ->
                "cannot be trusted: " + failure.getMessage()
                        + "; put its authority into /etc/docker/certs.d/<registry>/, or name it in --insecure-registries";
            case ADDRESS ->
                "must not be asked, since a registry may lead to no address that is nearer than its own: "
                        + failure.getMessage();
            case TIMEOUT -> "does not answer in time: " + failure.getMessage();
            case TOO_LARGE -> "answers with too much: " + failure.getMessage();
            case CONNECTION, ANSWER -> "does not answer: " + failure.getMessage();
        };
    }
}
