package io.paz.orchestrator.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.paz.etcd.Await;
import io.paz.orchestrator.cluster.Document;
import io.paz.orchestrator.cluster.Observation;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.testing.OrchestratorUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What many clients of the stream cost, some of which do not read. */
final class ManyClientsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long MAX_GROWTH = 64L * 1024 * 1024;
    private static final int CLIENTS = 500;
    private static final int DEAF = 50;
    private static final int MAX_ROUNDS = 60;
    private static final int ROUNDS_OF_A_LOOK = 4;
    private static final int CHANGES_OF_A_ROUND = 50;
    private static final int SIZE = 8192;

    @TempDir
    Path folder;

    private final List<SocketChannel> sockets = new ArrayList<>();
    private final List<AtomicLong> received = new ArrayList<>();
    private OrchestratorUnderTest paz;
    private LiveCluster cluster;
    private Selector selector;

    @BeforeEach
    void start() throws IOException {
        paz = OrchestratorUnderTest.whole(folder);
        cluster = paz.context().getBean(LiveCluster.class);
        selector = Selector.open();
        Thread reader = new Thread(this::read, "readers");
        reader.setDaemon(true);
        reader.start();
    }

    @AfterEach
    void stop() throws IOException {
        selector.close();
        for (SocketChannel socket : sockets) {
            socket.close();
        }
        paz.close();
    }

    @Test
    void five_hundred_clients_of_which_fifty_do_not_read_take_less_than_64_mebibytes() throws IOException {
        connect(false);
        tell(1);
        long before = memory();
        for (int i = 0; i < CLIENTS; i++) {
            connect(i < DEAF);
        }
        Await.until("all listen", TIMEOUT, () -> cluster.listeners() == CLIENTS + 1);
        List<Long> known = received.stream().map(AtomicLong::get).toList();

        long most = 0;
        int round = 0;
        while (cluster.listeners() > CLIENTS - DEAF + 1 && round < MAX_ROUNDS) {
            round++;
            tell(CHANGES_OF_A_ROUND);
            long told = (long) round * CHANGES_OF_A_ROUND * SIZE;
            Await.until("all who read have heard round " + round, TIMEOUT, () -> allHave(known, told));
            most = round % ROUNDS_OF_A_LOOK == 0 ? Math.max(most, memory() - before) : most;
        }

        assertThat(cluster.listeners()).as("those who read").isEqualTo(CLIENTS - DEAF + 1);
        System.out.printf(
                "%d clients, %d of them not reading, %d changes: %.1f MiB%n",
                CLIENTS, DEAF, round * CHANGES_OF_A_ROUND, most / 1024.0 / 1024);
        assertThat(most).isPositive();
        assertThat(most).isLessThan(MAX_GROWTH);
    }

    /** Changes of one deployment. */
    private void tell(int count) {
        for (int i = 0; i < count; i++) {
            String json = "{\"a\":\"" + System.nanoTime() + "x".repeat(SIZE) + "\"}";
            cluster.observe(new Observation.Deployments(List.of(new Document("web/1", false, json))));
        }
    }

    private boolean allHave(List<Long> known, long told) {
        for (int i = 0; i < known.size(); i++) {
            if (received.get(i).get() - known.get(i) < told) {
                return false;
            }
        }
        return true;
    }

    /** Of the heap after a collection, and of the buffers beside it. */
    private static long memory() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return heap
                + ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                        .metric()
                        .usedDirectMemory();
    }

    private void connect(boolean deaf) throws IOException {
        SocketChannel socket = SocketChannel.open();
        if (deaf) {
            socket.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
        }
        String[] address = paz.url().split(":");
        socket.connect(new InetSocketAddress(address[0], Integer.parseInt(address[1])));
        socket.write(StandardCharsets.US_ASCII.encode(
                "GET /socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Authorization: Bearer " + OrchestratorUnderTest.TOKEN + "\r\n\r\n"));
        sockets.add(socket);
        if (!deaf) {
            AtomicLong count = new AtomicLong();
            received.add(count);
            socket.configureBlocking(false);
            socket.register(selector, SelectionKey.OP_READ, count);
            selector.wakeup();
        }
    }

    /** All who read share a thread and a buffer, so that they cost next to nothing in the memory that is measured. */
    private void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
        try {
            while (selector.isOpen()) {
                selector.select(key -> take(key, buffer));
            }
        } catch (ClosedSelectorException e) {
            assertThat(selector.isOpen()).isFalse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void take(SelectionKey key, ByteBuffer buffer) {
        try {
            int count = ((SocketChannel) key.channel()).read(buffer.clear());
            ((AtomicLong) key.attachment()).addAndGet(Math.max(0, count));
            if (count < 0) {
                key.cancel();
            }
        } catch (IOException e) {
            key.cancel();
        }
    }
}
