package io.paz.http.error;

import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

/**
 * Answers a request whose handling ends with an {@link Error}, such as an overflow of the stack, as any that fails unexpectedly. Reactor hands
 * such errors to nobody: the connection would be closed without an answer.
 */
public final class ErrorFilter implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Sinks.Empty<Void> failed = Sinks.empty();
        ServerWebExchange guarded = exchange.mutate()
                .request(new ServerHttpRequestDecorator(exchange.getRequest()) {
                    @Override
                    public Flux<DataBuffer> getBody() {
                        return Flux.from(Operators.<DataBuffer, DataBuffer>lift(
                                        (body, reader) -> new GuardedSubscriber(reader, failed))
                                .apply(super.getBody()));
                    }
                })
                .build();
        Mono<Void> handled =
                Mono.from(subscriber -> guard(() -> chain.filter(guarded).subscribe(subscriber), failed));
        return Mono.firstWithSignal(handled, failed.asMono());
    }

    private static void guard(Runnable action, Sinks.Empty<Void> failed) {
        try {
            action.run();
        } catch (VirtualMachineError | LinkageError e) {
            failed.tryEmitError(new UnexpectedErrorException(e));
        }
    }

    /** A body's reader, whose errors end the request. */
    private record GuardedSubscriber(CoreSubscriber<? super DataBuffer> reader, Sinks.Empty<Void> failed)
            implements CoreSubscriber<DataBuffer> {

        @Override
        public Context currentContext() {
            return reader.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            guard(() -> reader.onSubscribe(subscription), failed);
        }

        @Override
        public void onNext(DataBuffer buffer) {
            guard(() -> reader.onNext(buffer), failed);
        }

        @Override
        public void onError(Throwable failure) {
            guard(() -> reader.onError(failure), failed);
        }

        @Override
        public void onComplete() {
            guard(reader::onComplete, failed);
        }
    }
}
