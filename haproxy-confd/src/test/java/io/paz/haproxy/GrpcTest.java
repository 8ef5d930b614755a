package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.paz.etcd.Await;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

/** A small gRPC client through HAProxy: by HTTP/2 with prior knowledge to the plain front end, which sees it by its preface. */
class GrpcTest extends RealParts {

    private static final String CONFIG = "/paz/config/services/greeter/versions/";

    @Test
    void messages_stream_both_ways_while_the_instance_is_replaced_and_the_status_comes_in_trailers() throws Exception {
        EmbeddedConfd confd = startAll();
        put("/paz/config/services/greeter/domains/127.0.0.1", "");
        GrpcInstance old = announce(1);
        awaitUp("greeter-1-1");
        awaitQuiet(confd);
        int reloads = confd.status().publishing().reloads();

        Call call = new Call();
        call.exchange("first");
        assertThat(call.instance).isEqualTo("1");

        GrpcInstance next = announce(2);
        awaitUp("greeter-2-1");
        delete("/paz/services/greeter/1/1");
        Await.until(
                "the old one gets no more calls",
                SOON,
                () -> confd.status().publishing().leaving().contains("greeter/greeter-1-1"));
        Call another = new Call();
        another.exchange("to the new one");
        assertThat(another.instance).isEqualTo("2");
        assertThat(another.end()).isEqualTo("0");

        call.exchange("second");
        assertThat(call.end()).isEqualTo("0");
        awaitQuiet(confd);
        assertThat(confd.status().publishing().reloads()).isEqualTo(reloads);
        assertThat(old.checked).containsExactly("HTTP/2.0");
        assertThat(next.checked).containsExactly("HTTP/2.0");
    }

    private void awaitUp(String server) {
        Await.until(server + " is healthy", SOON, () -> statistics("greeter", server)
                .filter(fields -> fields[17].equals("UP"))
                .isPresent());
    }

    private GrpcInstance announce(int version) throws Exception {
        GrpcInstance instance = new GrpcInstance(String.valueOf(version));
        toClose.add(instance);
        put(CONFIG + version + "/protocol", "h2c");
        put(CONFIG + version + "/health-path", "/health");
        put("/paz/services/greeter/" + version + "/1", instance.address());
        return instance;
    }

    /** One call with a stream of messages each way. */
    private final class Call {

        private final Sinks.Many<ByteBuf> messages = Sinks.many().unicast().onBackpressureBuffer();
        private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> status = new LinkedBlockingQueue<>();
        private volatile String instance = "";

        Call() {
            Disposable call = HttpClient.create()
                    .protocol(HttpProtocol.H2C)
                    .responseTimeout(SOON)
                    .headers(headers ->
                            headers.set("content-type", "application/grpc").set("te", "trailers"))
                    .post()
                    .uri("http://127.0.0.1:" + internal + "/paz.Echo/Stream")
                    .send((request, out) -> out.send(messages.asFlux(), message -> true))
                    .response((response, body) -> {
                        instance = response.responseHeaders().get("instance", "none: " + response.status());
                        response.trailerHeaders()
                                .subscribe(
                                        trailers -> status.add(trailers.get("grpc-status", "no status")),
                                        failure -> status.add(failure.toString()));
                        return body.asString(StandardCharsets.UTF_8).doOnNext(answers::add);
                    })
                    .subscribe(answer -> {}, failure -> answers.add(failure.toString()));
            toClose.add(call::dispose);
        }

        /** Sends a message in a frame of gRPC's, and waits until it comes back. */
        void exchange(String message) throws InterruptedException {
            byte[] text = message.getBytes(StandardCharsets.UTF_8);
            messages.tryEmitNext(
                            Unpooled.buffer().writeByte(0).writeInt(text.length).writeBytes(text))
                    .orThrow();
            assertThat(answers.poll(SOON.toSeconds(), TimeUnit.SECONDS)).endsWith(message);
        }

        /** Ends the stream, and returns its {@code grpc-status}. */
        String end() throws InterruptedException {
            messages.tryEmitComplete().orThrow();
            return String.valueOf(status.poll(SOON.toSeconds(), TimeUnit.SECONDS));
        }
    }
}
