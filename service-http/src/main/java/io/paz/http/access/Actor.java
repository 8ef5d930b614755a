package io.paz.http.access;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * Who sent a request.
 *
 * @param id of the token, session, hook or service, for programs; never a secret
 * @param name for people
 */
public record Actor(Kind kind, String id, String name) {

    /** Header in which the orchestrator names the actor of a forwarded request; ignored from anybody but a service. */
    public static final String HEADER = "Paz-Actor";

    public static final Actor ADMINISTRATOR_TOKEN =
            new Actor(Kind.ADMINISTRATOR_TOKEN, "administrator-token", "administrator's token");
    public static final Actor NOBODY = new Actor(Kind.NOBODY, "nobody", "nobody");

    private static final String FORWARDED = Actor.class.getName() + ".forwarded";
    private static final int MAX_LENGTH = 200;
    private static final int MAX_HEADER_LENGTH = 2_000;
    private static final Pattern HEADER_VALUE = Pattern.compile("([a-z-]{1,30})/([^/]{1,1000})/([^/]{1,1000})");

    /** How the sender of a request is known. */
    public enum Kind {
        ADMINISTRATOR_TOKEN,
        SESSION,
        TOKEN,
        HOOK,
        SERVICE,
        NOBODY;

        /** The kind in documents and headers, {@code administrator-token}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static Optional<Kind> of(String text) {
            for (Kind kind : values()) {
                if (kind.text().equals(text)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    public Actor {
        id = checked("id", id);
        name = checked("name", name);
    }

    private static String checked(String field, String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "%s of an actor: %d characters (expected: 1 to %d)".formatted(field, value.length(), MAX_LENGTH));
        }
        return value;
    }

    /** The actor of the request; {@link AccessFilter} has set it. */
    public static Actor of(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(Actor.class.getName(), NOBODY);
    }

    /** Whether a service that the actor called passed the request on. */
    public static boolean isForwarded(ServerWebExchange exchange) {
        return exchange.getAttribute(FORWARDED) != null;
    }

    /** The actor as the value of {@link #HEADER}: kind, id and name, each percent-encoded, with slashes between. */
    public String headerValue() {
        return kind.text() + "/" + encoded(id) + "/" + encoded(name);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The actor that a value of {@link #HEADER} names; empty when it is malformed. */
    public static Optional<Actor> parse(@Nullable String header) {
        if (header == null || header.length() > MAX_HEADER_LENGTH) {
            return Optional.empty();
        }
        var parts = HEADER_VALUE.matcher(header);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            String id = URLDecoder.decode(parts.group(2), StandardCharsets.UTF_8);
            String name = URLDecoder.decode(parts.group(3), StandardCharsets.UTF_8);
            return Kind.of(parts.group(1)).map(kind -> new Actor(kind, id, name));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Makes this the actor of the request, whose proof is in it. */
    public void attachTo(ServerWebExchange exchange) {
        exchange.getAttributes().put(Actor.class.getName(), this);
    }

    void attachForwardedTo(ServerWebExchange exchange) {
        attachTo(exchange);
        exchange.getAttributes().put(FORWARDED, true);
    }
}
