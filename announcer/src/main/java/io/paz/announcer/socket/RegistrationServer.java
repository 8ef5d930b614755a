package io.paz.announcer.socket;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.paz.announcer.Announcer;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Listens on the socket, which only the user of this process may connect to. */
public final class RegistrationServer implements AutoCloseable {

    /** A key file, and a value of a variable, both escaped. */
    private static final int MAX_BODY_BYTES = 256 * 1024;

    private static final int REQUEST_TIMEOUT_SECONDS = 10;
    private static final int BACKLOG = 1_024;

    private final Path socket;
    private final Channel channel;

    private RegistrationServer(Path socket, Channel channel) {
        this.socket = socket;
        this.channel = channel;
    }

    /** The socket appears under its name when it has its mode and listens. */
    public static RegistrationServer start(Path socket, EventLoopGroup loop, Announcer announcer) throws IOException {
        Path unfinished = socket.resolveSibling(socket.getFileName() + ".new");
        Files.createDirectories(
                Objects.requireNonNull(unfinished.toAbsolutePath().getParent()));
        Files.deleteIfExists(unfinished);
        Channel channel = new ServerBootstrap()
                .group(loop)
                .channel(NioServerDomainSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childHandler(new Pipeline(announcer))
                .bind(UnixDomainSocketAddress.of(unfinished))
                .syncUninterruptibly()
                .channel();
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
        Files.move(unfinished, socket, StandardCopyOption.ATOMIC_MOVE);
        return new RegistrationServer(socket, channel);
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
    }

    @Override
    public String toString() {
        return socket.toString();
    }

    private static final class Pipeline extends ChannelInitializer<Channel> {

        private final Announcer announcer;

        Pipeline(Announcer announcer) {
            this.announcer = announcer;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline()
                    .addLast(new ReadTimeoutHandler(REQUEST_TIMEOUT_SECONDS))
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
                    .addLast(new RegistrationHandler(announcer));
        }
    }
}
