package io.paz.orchestrator.web;

import io.paz.http.limit.RequestLimitFilter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Bodies of requests that are read here before they are passed on, and of answers that are kept beside. */
final class Bodies {

    private Bodies() {}

    /** The whole body of the request; empty bytes when it has none. */
    static Mono<byte[]> ofRequest(ServerWebExchange exchange) {
        return DataBufferUtils.join(exchange.getRequest().getBody(), RequestLimitFilter.BODY)
                .map(Bodies::bytes)
                .defaultIfEmpty(new byte[0]);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    /** The same exchange, whose request has a body that was read already. */
    static ServerWebExchange withBody(ServerWebExchange exchange, byte[] body) {
        return exchange.mutate()
                .request(new ServerHttpRequestDecorator(exchange.getRequest()) {
                    @Override
                    public Flux<DataBuffer> getBody() {
                        return Flux.just(exchange.getResponse().bufferFactory().wrap(body));
                    }
                })
                .build();
    }

    /** A response that is sent as it comes, and of which the first MiB is kept. */
    static final class KeptResponse extends ServerHttpResponseDecorator {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        KeptResponse(ServerHttpResponse response) {
            super(response);
        }

        byte[] body() {
            return kept.toByteArray();
        }

        @Override
        public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
            return super.writeAndFlushWith(
                    Flux.from(body).map(part -> Flux.from(part).doOnNext(this::keep)));
        }

        private void keep(DataBuffer buffer) {
            byte[] bytes = new byte[Math.min(buffer.readableByteCount(), RequestLimitFilter.BODY - kept.size())];
            buffer.toByteBuffer(buffer.readPosition(), ByteBuffer.wrap(bytes), 0, bytes.length);
            kept.writeBytes(bytes);
        }
    }
}
