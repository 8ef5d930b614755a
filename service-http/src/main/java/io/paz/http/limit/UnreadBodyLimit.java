package io.paz.http.limit;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose request was answered before its body had come, and whose body goes on coming: the server's own limit for a
 * request's time ends with the answer. Not at once, because a client that still sends would lose the answer. One for each connection,
 * behind the codec; runs on the connection's thread only.
 */
public final class UnreadBodyLimit extends ChannelDuplexHandler {

    private final Duration timeout;
    private long received;
    private long answered;
    private boolean bodyComes;
    private @Nullable ScheduledFuture<?> cutOff;

    /** @param timeout from the end of an answer to the end of the connection */
    public UnreadBodyLimit(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            received++;
            bodyComes = true;
        }
        if (message instanceof LastHttpContent) {
            bodyComes = false;
            cancel();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof LastHttpContent && !isInterim(message)) {
            answered++;
            if (bodyComes && answered == received) {
                cutOff = context.executor().schedule(() -> close(context), timeout.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        super.write(context, message, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancel();
        context.fireChannelInactive();
    }

    /** An answer such as 100 Continue, which another one follows. */
    private static boolean isInterim(Object message) {
        return message instanceof FullHttpResponse answer
                && answer.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private static void close(ChannelHandlerContext context) {
        ChannelFuture unused = context.close();
    }

    private void cancel() {
        if (cutOff != null) {
            cutOff.cancel(false);
            cutOff = null;
        }
    }
}
