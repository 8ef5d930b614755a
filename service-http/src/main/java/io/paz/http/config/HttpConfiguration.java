package io.paz.http.config;

import io.paz.api.ErrorDocument;
import io.paz.http.error.ErrorBody;
import io.paz.http.error.FailureHandler;
import io.paz.http.error.FailureTranslator;
import io.paz.http.error.UnreadableRequests;
import io.paz.http.json.StrictJson;
import io.paz.http.json.StrictJsonDecoder;
import io.paz.http.limit.RequestLimitFilter;
import io.paz.http.limit.UnreadBodyLimit;
import io.paz.http.status.HealthController;
import io.paz.http.status.MetricsController;
import io.paz.http.status.OpenApiController;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import org.springframework.web.reactive.accept.RequestedContentTypeResolverBuilder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import reactor.netty.NettyPipeline;
import reactor.netty.resources.LoopResources;
import tools.jackson.databind.json.JsonMapper;

/** JSON, failures, and the server itself. */
@Configuration(proxyBeanMethods = false)
@Import({FilterConfiguration.class, HealthController.class, MetricsController.class, OpenApiController.class})
public class HttpConfiguration {

    @Bean
    JsonMapper jsonMapper() {
        return StrictJson.mapper();
    }

    @Bean
    StrictJson strictJson(JsonMapper mapper) {
        return new StrictJson(mapper);
    }

    @Bean
    WebFluxConfigurer strictWeb(JsonMapper mapper) {
        return new StrictWeb(mapper);
    }

    @Bean
    @ConditionalOnMissingBean
    ErrorBody errorBody() {
        return (failure, request) -> new ErrorDocument(failure.code(), failure.getMessage(), request.value());
    }

    @Bean
    @Order(-2)
    FailureHandler failureHandler(ObjectProvider<FailureTranslator> translators, ErrorBody body, JsonMapper json) {
        return new FailureHandler(translators.orderedStream().toList(), body, json);
    }

    @Bean
    NettyServerCustomizer unreadableRequests(ErrorBody body, JsonMapper json) {
        return new UnreadableRequests(body, json);
    }

    /** Threads of this service alone, so that closing it leaves others in the same process untouched. */
    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setLoopResourcesSupplier(() -> LoopResources.create("http", eventLoops(), true));
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }

    private static int eventLoops() {
        return Math.max(2, Runtime.getRuntime().availableProcessors());
    }

    @Bean
    NettyServerCustomizer slowSenders(@Value("${paz.request-timeout:30}") int seconds) {
        return server -> server.requestTimeout(Duration.ofSeconds(seconds));
    }

    @Bean
    NettyServerCustomizer unreadBodies(@Value("${paz.request-timeout:30}") int seconds) {
        Duration timeout = Duration.ofSeconds(seconds);
        return server -> server.doOnChannelInit((observer, channel, client) -> channel.pipeline()
                .addAfter(NettyPipeline.HttpCodec, "unread-body-limit", new UnreadBodyLimit(timeout)));
    }

    /** JSON in and out, whatever the client says that it accepts. */
    private record StrictWeb(JsonMapper mapper) implements WebFluxConfigurer {

        @Override
        public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
            codecs.defaultCodecs().maxInMemorySize(RequestLimitFilter.BODY);
            codecs.defaultCodecs().jacksonJsonDecoder(new StrictJsonDecoder(mapper));
            codecs.defaultCodecs().jacksonJsonEncoder(new JacksonJsonEncoder(mapper));
        }

        @Override
        public void configureContentTypeResolver(RequestedContentTypeResolverBuilder resolver) {
            resolver.fixedResolver(MediaType.APPLICATION_JSON);
        }
    }
}
