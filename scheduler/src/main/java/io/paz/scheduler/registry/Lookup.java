package io.paz.scheduler.registry;

import io.paz.client.BoundedHttp;
import io.paz.client.BoundedHttp.Answer;
import io.paz.client.HttpCallException;
import io.paz.scheduler.deployment.image.ImageLookupException;
import io.paz.scheduler.deployment.image.ImageName;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
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
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final String MANIFESTS = String.join(
            ", ",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json");

    private final ImageName name;
    private final Optional<Login> login;
    private final BoundedHttp http;
    private final Predicate<String> isPlain;
    private final String loginPlace;

    /**
     * @param isPlain whether a host is spoken to without TLS
     * @param loginPlace where logins are kept, for people
     */
    Lookup(ImageName name, Optional<Login> login, BoundedHttp http, Predicate<String> isPlain, String loginPlace) {
        this.name = name;
        this.login = login;
        this.http = http;
        this.isPlain = isPlain;
        this.loginPlace = loginPlace;
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

    private String tag() {
        return name.repository() + ":" + name.tag();
    }

    private ImageLookupException refused(int status) {
        String meaning =
                switch (status) {
                    case UNAUTHORIZED ->
                        login.isPresent()
                                ? "does not accept the login in " + loginPlace + " (401) for " + tag()
                                        + "; log in again: docker login " + name.registry()
                                : "wants a login (401) for " + tag() + ", and there is none in " + loginPlace
                                        + "; log in: docker login " + name.registry();
                    case 403 -> "does not allow to pull " + tag() + " (403); check what its login may do";
                    case 404 -> "has no " + tag() + " (404); check its name and tag";
                    case 429 ->
                        "takes no more requests for now (429); deploy again later, or log in: docker login "
                                + name.registry();
                    default -> "answers " + status + " for " + tag();
                };
        return new ImageLookupException(name.registry() + " " + meaning);
    }

    private Answer manifest(Optional<String> authorization) throws ImageLookupException {
        String host = name.registry().equals(ImageName.DOCKER_HUB) ? DOCKER_HUBS_HOST : name.registry();
        String scheme = isPlain.test(host) ? "http" : "https";
        URI address = URI.create(scheme + "://" + host + "/v2/" + name.repository() + "/manifests/" + name.tag());
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ACCEPT, MANIFESTS);
        authorization.ifPresent(value -> headers.set(HttpHeaders.AUTHORIZATION, value));
        return send(HttpMethod.HEAD, address, headers, null);
    }

    private Optional<String> authorization(Answer refusal) throws ImageLookupException {
        Optional<Challenge> challenge = Optional.ofNullable(refusal.headers().getFirst(HttpHeaders.WWW_AUTHENTICATE))
                .flatMap(Challenge::parse);
        if (challenge.filter(it -> it.scheme().equals("basic")).isPresent()) {
            return login.map(Login::basic).filter(basic -> !basic.isEmpty());
        }
        Optional<URI> realm =
                challenge.flatMap(it -> it.tokenAddress(name.repository())).filter(this::isAllowed);
        return realm.isPresent() ? token(realm.get()) : Optional.empty();
    }

    /** A registry elsewhere has no business with what listens on this machine. */
    boolean isAllowed(URI realm) {
        return !isPlain.test(realm.getAuthority()) || isPlain.test(name.registry());
    }

    /** A password goes to nobody who could be overheard. */
    private Optional<String> token(URI realm) throws ImageLookupException {
        boolean safe = realm.getScheme().equals("https") || isPlain.test(realm.getAuthority());
        Optional<Login> shown = login.filter(known -> safe);
        Answer answer = shown.filter(known -> !known.identityToken().isEmpty()).isPresent()
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
        try {
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
            case TIMEOUT -> "does not answer in time: " + failure.getMessage();
            case TOO_LARGE -> "answers with too much: " + failure.getMessage();
            case CONNECTION -> "does not answer: " + failure.getMessage();
        };
    }
}
