package io.paz.announcer.socket;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.paz.announcer.Announcer;
import io.paz.announcer.Registration;
import io.paz.announcer.Subscriber;
import io.paz.secret.SecretKeyException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a unit. Of a sidekick, {@code POST /instances} registers, and is answered line by line; {@code DELETE} withdraws. Of the
 * script that starts a container, {@code POST /secrets} decrypts a variable.
 */
final class RegistrationHandler extends SimpleChannelInboundHandler<FullHttpRequest> implements Subscriber {

    private static final Logger log = LoggerFactory.getLogger(RegistrationHandler.class);
    private static final int MAX_FIELDS = 32;
    private static final int WITHDRAWAL_TIMEOUT_SECONDS = 6;
    private static final HttpResponseStatus TOO_MANY = HttpResponseStatus.SERVICE_UNAVAILABLE;

    private final Announcer announcer;
    private @Nullable ChannelHandlerContext context;
    private @Nullable String key;

    RegistrationHandler(Announcer announcer) {
        this.announcer = announcer;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        active.fireChannelActive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext active, FullHttpRequest request) {
        String call = request.method() + " " + request.uri();
        try {
            switch (call) {
                case "POST /instances" -> register(active, Registration.parse(fields(request)));
                case "DELETE /instances" -> withdraw(active, fields(request).getOrDefault("key", ""));
                case "POST /secrets" -> reveal(active, SecretRequest.of(fields(request)));
                default -> answer(active, HttpResponseStatus.NOT_FOUND, "not announced: no such call");
            }
        } catch (IllegalArgumentException e) {
            answer(active, HttpResponseStatus.BAD_REQUEST, "not announced: " + e.getMessage());
        }
    }

    private static Map<String, String> fields(FullHttpRequest request) {
        String body = request.content().toString(StandardCharsets.UTF_8);
        return new QueryStringDecoder(body, StandardCharsets.UTF_8, false, MAX_FIELDS)
                .parameters().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, field -> field.getValue()
                        .get(0)));
    }

    private void register(ChannelHandlerContext active, Registration registration) {
        if (key != null) {
            answer(active, HttpResponseStatus.BAD_REQUEST, "not announced: this connection has an instance already");
            return;
        }
        key = registration.key();
        active.pipeline().remove(ReadTimeoutHandler.class);
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain")
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        ChannelFuture unusedWrite = active.writeAndFlush(head);
        Future<?> unused = announcer.register(registration, this).exceptionally(failure -> {
            print("not announced: " + failure.getMessage());
            end();
            return null;
        });
    }

    private void withdraw(ChannelHandlerContext active, String withdrawn) {
        Future<?> unused = announcer
                .withdraw(withdrawn)
                .orTimeout(WITHDRAWAL_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .handle((address, failure) -> {
                    String line = failure == null
                            ? (address.isEmpty() ? "" : "withdrew " + address)
                            : "not withdrawn yet: etcd did not answer within " + WITHDRAWAL_TIMEOUT_SECONDS + " s";
                    answer(active, failure == null ? HttpResponseStatus.OK : TOO_MANY, line);
                    return null;
                });
    }

    private static void reveal(ChannelHandlerContext active, SecretRequest request) {
        try {
            answerText(active, HttpResponseStatus.OK, request.value());
        } catch (SecretKeyException e) {
            answerText(active, HttpResponseStatus.CONFLICT, String.valueOf(e.getMessage()));
        }
    }

    private static void answer(ChannelHandlerContext active, HttpResponseStatus status, String line) {
        answerText(active, status, line.isEmpty() ? "" : line + "\n");
    }

    private static void answerText(ChannelHandlerContext active, HttpResponseStatus status, String text) {
        DefaultFullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain")
                .set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        ChannelFuture unused = active.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    /** A sidekick that does not read is cut off: it connects again, and gets what holds then. */
    @Override
    public void print(String line) {
        ChannelHandlerContext active = context;
        if (active == null) {
            return;
        }
        if (!active.channel().isWritable()) {
            ChannelFuture unused = active.close();
            return;
        }
        ChannelFuture unused = active.writeAndFlush(
                new DefaultHttpContent(Unpooled.copiedBuffer(line + "\n", StandardCharsets.UTF_8)));
    }

    @Override
    public void end() {
        ChannelHandlerContext active = context;
        if (active != null) {
            ChannelFuture unused =
                    active.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext active) {
        String registered = key;
        if (registered != null) {
            announcer.lost(registered, this);
        }
        active.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext active, Throwable failure) {
        log.debug("A sidekick's connection failed", failure);
        ChannelFuture unused = active.close();
    }
}
