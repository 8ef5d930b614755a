package io.paz.announcer.check;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.paz.announcer.HealthCheck;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One HTTP request to a container, whose status is the answer. The path goes out as it is, and no redirect is followed. */
final class HttpCheck {

    /** An answer without an end is judged by its status. */
    private static final long MAX_BODY_BYTES = 1024 * 1024;

    private final EventLoopGroup loop;

    HttpCheck(EventLoopGroup loop) {
        this.loop = loop;
    }

    /** Returns the status, or fails with the reason: a {@link java.net.ConnectException} when the connection is refused. */
    CompletableFuture<Integer> status(InetSocketAddress address, HealthCheck check) {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        ChannelFuture connection = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        check.timeout().toMillis())
                .handler(new Pipeline(answer))
                .connect(address);
        Channel channel = connection.channel();
        ChannelFuture unused = connection.addListener(done -> {
            if (done.isSuccess()) {
                ChannelFuture unusedWrite = channel.writeAndFlush(request(check));
            } else {
                answer.completeExceptionally(done.cause());
            }
        });
        limit(answer, channel, check.timeout());
        return answer;
    }

    private void limit(CompletableFuture<Integer> answer, Channel channel, Duration timeout) {
        Future<?> end = loop.schedule(
                () -> answer.completeExceptionally(new java.util.concurrent.TimeoutException()),
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        Future<?> unused = answer.whenComplete((status, failure) -> {
            end.cancel(false);
            ChannelFuture unusedClose = channel.close();
        });
    }

    private static HttpRequest request(HealthCheck check) {
        HttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.valueOf(check.method()), check.path(), Unpooled.EMPTY_BUFFER);
        request.headers()
                .set(HttpHeaderNames.HOST, check.host())
                .set(HttpHeaderNames.USER_AGENT, "paz-health")
                .set(HttpHeaderNames.ACCEPT, "*/*")
                .set(HttpHeaderNames.CONNECTION, "close");
        return request;
    }

    private static final class Pipeline extends ChannelInitializer<Channel> {

        private final CompletableFuture<Integer> answer;

        Pipeline(CompletableFuture<Integer> answer) {
            this.answer = answer;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new HttpClientCodec(), new Answer(answer));
        }
    }

    private static final class Answer extends SimpleChannelInboundHandler<HttpObject> {

        private final CompletableFuture<Integer> answer;
        private int status;
        private long bytes;

        Answer(CompletableFuture<Integer> answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part.decoderResult().isFailure()) {
                answer.completeExceptionally(part.decoderResult().cause());
            } else if (part instanceof HttpResponse response) {
                status = response.status().code();
            }
            boolean interim = HttpStatusClass.valueOf(status) == HttpStatusClass.INFORMATIONAL;
            if (part instanceof HttpContent content && !interim) {
                bytes += content.content().readableBytes();
                if (part instanceof LastHttpContent || bytes > MAX_BODY_BYTES) {
                    answer.complete(status);
                }
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            answer.completeExceptionally(new java.io.IOException("the connection was closed before the answer's end"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            answer.completeExceptionally(failure);
        }
    }
}
