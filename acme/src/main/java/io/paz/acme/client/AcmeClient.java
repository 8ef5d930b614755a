package io.paz.acme.client;

import io.paz.acme.AcmeAuthority;
import io.paz.acme.AcmeException;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Dns01Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.exception.AcmeServerException;

/** One account at an ACME authority. One request at a time, so that nonces are used in their order. */
public final class AcmeClient implements AcmeAuthority {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final AcmeAccount account;
    private final Session session;
    private @Nullable Login login;

    public AcmeClient(AcmeAccount account, SSLContext tls) {
        this(account, tls, TIMEOUT);
    }

    AcmeClient(AcmeAccount account, SSLContext tls, Duration timeout) {
        this.account = account;
        this.session = new Session(account.directory(), new BoundedProvider(tls, timeout));
        session.setLocale(Locale.ENGLISH);
        session.networkSettings().setTimeout(timeout);
        // What is sent compressed may be a thousand times as long.
        session.networkSettings().setCompressionEnabled(false);
    }

    @Override
    public String order(String domain) throws AcmeException {
        return call(known -> {
            Order order = known.getAccount().newOrder().domain(domain).create();
            return order.getLocation().toString();
        });
    }

    @Override
    public OrderProgress look(String location, io.paz.acme.Challenge.Type type) throws AcmeException {
        return call(known -> progress(fetched(known, location), type));
    }

    @Override
    public void validate(String location, io.paz.acme.Challenge.Type type) throws AcmeException {
        call(known -> {
            for (Authorization authorization : fetched(known, location).getAuthorizations()) {
                trigger(authorization, type);
            }
            return location;
        });
    }

    /** One that the authority looks at already, after an answer that was lost, may not be triggered again. */
    private static void trigger(Authorization authorization, io.paz.acme.Challenge.Type type)
            throws org.shredzone.acme4j.exception.AcmeException {
        Optional<Challenge> challenge = open(authorization, type);
        if (challenge.isEmpty()) {
            return;
        }
        try {
            challenge.get().trigger();
        } catch (AcmeServerException e) {
            Optional<Instant> ignored = authorization.fetch();
            if (open(authorization, type).isPresent()) {
                throw e;
            }
        }
    }

    @Override
    public void sign(String location, String domain, KeyPair key) throws AcmeException {
        call(known -> {
            fetched(known, location).execute(key);
            return location;
        });
    }

    @Override
    public String chain(String location) throws AcmeException {
        return call(known -> {
            StringWriter pem = new StringWriter();
            try {
                fetched(known, location).getCertificate().writeCertificate(pem);
            } catch (IOException e) {
                throw new AcmeProtocolException("The certificate cannot be written", e);
            }
            return pem.toString();
        });
    }

    private static Order fetched(Login login, String location) throws org.shredzone.acme4j.exception.AcmeException {
        Order order = login.bindOrder(url(location));
        Optional<Instant> ignored = order.fetch();
        return order;
    }

    private static URL url(String location) {
        try {
            return URI.create(location).toURL();
        } catch (MalformedURLException e) {
            throw new AcmeProtocolException("not a URL: " + location, e);
        }
    }

    private static OrderProgress progress(Order order, io.paz.acme.Challenge.Type type)
            throws org.shredzone.acme4j.exception.AcmeException {
        Instant later = order.getRetryAfter().orElse(null);
        Optional<io.paz.acme.Challenge> challenge = Optional.empty();
        if (order.getStatus() == Status.PENDING) {
            for (Authorization authorization : order.getAuthorizations()) {
                challenge = challenge.or(() -> open(authorization, type).map(open -> challenge(authorization, open)));
            }
        }
        return new OrderProgress(status(order.getStatus()), challenge, later, problem(order));
    }

    private static OrderStatus status(Status status) {
        return switch (status) {
            case PENDING -> OrderStatus.PENDING;
            case READY -> OrderStatus.READY;
            case PROCESSING -> OrderStatus.PROCESSING;
            case VALID -> OrderStatus.VALID;
            default -> OrderStatus.INVALID;
        };
    }

    /** What the authority has not begun to validate. */
    private static Optional<Challenge> open(Authorization authorization, io.paz.acme.Challenge.Type type) {
        String name = type == io.paz.acme.Challenge.Type.DNS ? Dns01Challenge.TYPE : Http01Challenge.TYPE;
        if (authorization.getStatus() != Status.PENDING) {
            return Optional.empty();
        }
        Challenge challenge = authorization
                .findChallenge(name)
                .orElseThrow(() -> new AcmeProtocolException("The authority offers no challenge of type " + name));
        return challenge.getStatus() == Status.PENDING ? Optional.of(challenge) : Optional.empty();
    }

    private static io.paz.acme.Challenge challenge(Authorization authorization, Challenge open) {
        String name = authorization.getIdentifier().getDomain();
        String domain = authorization.isWildcard() ? "*." + name : name;
        String token = open.getJSON().get("token").asString();
        return open instanceof Dns01Challenge dns
                ? new io.paz.acme.Challenge(io.paz.acme.Challenge.Type.DNS, domain, token, dns.getDigest())
                : new io.paz.acme.Challenge(
                        io.paz.acme.Challenge.Type.HTTP, domain, token, ((Http01Challenge) open).getAuthorization());
    }

    /** The order's own problem, and those of its challenges, which say more. */
    private static String problem(Order order) throws org.shredzone.acme4j.exception.AcmeException {
        if (order.getStatus() != Status.INVALID) {
            return "";
        }
        List<Authorization> authorizations = order.getAuthorizations();
        String reasons = authorizations.stream()
                .flatMap(authorization -> authorization.getChallenges().stream())
                .flatMap(challenge -> challenge.getError().stream())
                .map(AcmeFailures::reason)
                .distinct()
                .collect(Collectors.joining("; "));
        if (!reasons.isEmpty()) {
            return reasons;
        }
        return order.getError().map(AcmeFailures::reason).orElse("the order expired, or was given up by the authority");
    }

    private interface Call<T> {
        T with(Login login) throws org.shredzone.acme4j.exception.AcmeException;
    }

    private synchronized <T> T call(Call<T> call) throws AcmeException {
        try {
            return called(call);
        } catch (org.shredzone.acme4j.exception.AcmeException
                | AcmeProtocolException
                | AcmeLazyLoadingException
                | IllegalArgumentException e) {
            throw AcmeFailures.translated(e);
        }
    }

    private <T> T called(Call<T> call) throws org.shredzone.acme4j.exception.AcmeException {
        try {
            return call.with(login());
        } catch (AcmeServerException e) {
            if (!AcmeFailures.isUnknownAccount(e)) {
                throw e;
            }
            // An authority that lost its accounts gets this one again.
            login = null;
            return call.with(login());
        }
    }

    /** Finds the account of the key, or makes it. */
    private Login login() throws org.shredzone.acme4j.exception.AcmeException {
        if (login == null) {
            login = new AccountBuilder()
                    .agreeToTermsOfService()
                    .addEmail(account.email())
                    .useKeyPair(account.key())
                    .createLogin(session);
        }
        return login;
    }
}
