package io.paz.orchestrator.config;

import io.paz.http.status.OpenApiDocument;
import io.paz.orchestrator.download.DownloadConfiguration;
import io.paz.orchestrator.page.PageConfiguration;
import io.paz.orchestrator.session.SessionConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The orchestrator as a Spring application. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties({
    OrchestratorProperties.class,
    AcmeProperties.class,
    DnsProperties.class,
    OidcProperties.class
})
@Import({
    AccessConfiguration.class,
    AlarmConfiguration.class,
    CertificateConfiguration.class,
    ClusterConfiguration.class,
    MonitoringConfiguration.class,
    RequestConfiguration.class,
    DnsConfiguration.class,
    AcmeConfiguration.class,
    OidcConfiguration.class,
    SessionConfiguration.class,
    PageConfiguration.class,
    DownloadConfiguration.class
})
public class OrchestratorApplication {

    @Bean
    OpenApiDocument openApi() {
        return OpenApiDocument.beside(OrchestratorApplication.class);
    }
}
