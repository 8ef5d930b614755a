package io.paz.orchestrator.web.socket;

import io.paz.http.access.AccessSettings;
import io.paz.http.id.RequestIdFilter;
import io.paz.orchestrator.document.StreamMessages;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.live.Message;
import io.paz.task.PeriodicTask;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;

/** Wires the stream. */
@Configuration(proxyBeanMethods = false)
@Import(SocketController.class)
public class SocketConfiguration {

    private static final Duration PING_INTERVAL = Duration.ofSeconds(15);

    @Bean
    WebSocketService webSocketService() {
        return new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy());
    }

    @Bean
    OriginRule originRule(AccessSettings access) {
        return new OriginRule(access.corsOrigins());
    }

    @Bean
    SocketController.Hello hello(StreamMessages messages, Clock clock) {
        return new SocketController.Hello(
                Message.of(messages.hello(version(), RequestIdFilter.API_VERSION, clock.millis())));
    }

    @Bean
    PeriodicTask pings(LiveCluster cluster) {
        return PeriodicTask.start("socket pings", PING_INTERVAL, PING_INTERVAL, cluster::ping);
    }

    private static String version() {
        try (InputStream file = SocketConfiguration.class.getResourceAsStream("version.txt")) {
            if (file == null) {
                throw new IllegalStateException("version.txt is missing beside " + SocketConfiguration.class.getName());
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
