package io.paz.http.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request whose body names the service that it concerns. The body is looked at as it passes; nothing else of it is kept. */
final class AuditedBody extends ServerHttpRequestDecorator {

    private static final int MAX_BYTES = 64 * 1024;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,39}(?:\\.[a-z][a-z0-9-]{1,20})?");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ByteArrayOutputStream copy = new ByteArrayOutputStream();
    private boolean tooLong;

    AuditedBody(ServerHttpRequest request) {
        super(request);
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return super.getBody().doOnNext(this::copy);
    }

    private synchronized void copy(DataBuffer buffer) {
        int length = buffer.readableByteCount();
        tooLong |= copy.size() + length > MAX_BYTES;
        if (!tooLong) {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            buffer.toByteBuffer(bytes);
            copy.write(bytes.array(), 0, length);
        }
    }

    private static String createdName(JsonNode body) {
        String environment = text(body, "environment");
        String name = text(body, "name");
        return environment.isEmpty() || environment.equals("production") || name.contains(".")
                ? name
                : name + "." + environment;
    }

    private static String text(JsonNode body, String field) {
        return body.path(field).asString("");
    }

    /** The service that {@code serviceName}, or of a new service {@code name}, names; empty when it is no name. */
    synchronized Optional<String> service() {
        if (tooLong || copy.size() == 0) {
            return Optional.empty();
        }
        try {
            JsonNode body = JSON.readTree(copy.toByteArray());
            boolean creates = getPath().value().equals("/services");
            return Stream.of(text(body, "serviceName"), creates ? createdName(body) : "")
                    .filter(name -> NAME.matcher(name).matches())
                    .findFirst();
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }
}
