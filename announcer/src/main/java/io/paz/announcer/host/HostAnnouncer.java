package io.paz.announcer.host;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.paz.announcer.Announcer;
import io.paz.announcer.AnnouncerSettings;
import io.paz.announcer.check.ContainerChecks;
import io.paz.announcer.docker.DockerEngine;
import io.paz.announcer.socket.RegistrationServer;
import io.paz.etcd.EtcdAccess;
import io.paz.etcd.EtcdConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The announcer of a host: its socket, its connections to Docker and etcd, and its one thread. */
public final class HostAnnouncer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HostAnnouncer.class);

    private final EventLoopGroup loop;
    private final EtcdConnection etcd;
    private final Announcer announcer;
    private final RegistrationServer server;

    private HostAnnouncer(AnnouncerSettings settings, EtcdAccess etcdAccess) throws IOException {
        loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("announcer", true), NioIoHandler.newFactory());
        etcd = EtcdConnection.open(etcdAccess);
        announcer = new Announcer(settings, new DockerEngine(), new ContainerChecks(loop), etcd, loop.next());
        server = RegistrationServer.start(settings.socket(), loop, announcer);
    }

    /** Starts it; Docker and etcd need not be there yet. */
    public static HostAnnouncer start(AnnouncerSettings settings, EtcdAccess etcdAccess) {
        try {
            HostAnnouncer host = new HostAnnouncer(settings, etcdAccess);
            log.info("Announcing instances at {}, registered at {}", settings.hostIp(), settings.socket());
            return host;
        } catch (IOException e) {
            throw new UncheckedIOException("The announcer cannot listen on " + settings.socket() + ": " + e, e);
        }
    }

    public Announcer announcer() {
        return announcer;
    }

    /** Ends it; what is announced stays for the rest of its lease. */
    @Override
    public void close() {
        server.close();
        announcer.close();
        etcd.close();
        Future<?> unused = loop.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
    }
}
