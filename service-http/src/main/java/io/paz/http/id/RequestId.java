package io.paz.http.id;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** The id of a request: taken over from a caller that sent a well-formed one, else new. */
public record RequestId(String value) {

    public static final String HEADER = "x-api-uuid";

    /** Key of the id's text in Reactor's context, for calls to upstream services. */
    public static final String CONTEXT_KEY = HEADER;

    private static final Pattern UUID_SHAPE =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** The id that a header gives, when it is well-formed, else a new one. */
    public static RequestId takenOver(@Nullable String header) {
        if (header != null && UUID_SHAPE.matcher(header).matches()) {
            return new RequestId(header);
        }
        return new RequestId(UUID.randomUUID().toString());
    }

    /** The id of the request; the first filter has set it. */
    public static RequestId of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(RequestId.class.getName());
    }

    void attachTo(ServerWebExchange exchange) {
        exchange.getAttributes().put(RequestId.class.getName(), this);
        exchange.getResponse().getHeaders().set(HEADER, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
