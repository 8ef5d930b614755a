package io.paz.http.config;

import io.paz.http.access.AccessFilter;
import io.paz.http.access.AccessPolicy;
import io.paz.http.access.AccessSettings;
import io.paz.http.access.Credential;
import io.paz.http.access.CrossOriginFilter;
import io.paz.http.access.OpenPath;
import io.paz.http.audit.AuditConfiguration;
import io.paz.http.error.ErrorFilter;
import io.paz.http.id.RequestIdFilter;
import io.paz.http.limit.RequestLimitFilter;
import io.paz.http.limit.RequestRateFilter;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.reactive.UrlHandlerFilter;

/** The filters in the order in which a request passes them. */
@Configuration(proxyBeanMethods = false)
@Import(AuditConfiguration.class)
class FilterConfiguration {

    @Bean
    @Order(1)
    RequestIdFilter requestIdFilter() {
        return new RequestIdFilter();
    }

    @Bean
    @Order(2)
    ErrorFilter errorFilter() {
        return new ErrorFilter();
    }

    /** A trailing slash is answered as without it; before access, so that both are one route to the policy. */
    @Bean
    @Order(3)
    UrlHandlerFilter trailingSlashFilter() {
        return UrlHandlerFilter.trailingSlashHandler("/**").mutateRequest().build();
    }

    @Bean
    @Order(5)
    RequestLimitFilter requestLimitFilter() {
        return new RequestLimitFilter();
    }

    @Bean
    @Order(6)
    CrossOriginFilter crossOriginFilter(AccessSettings settings) {
        return new CrossOriginFilter(settings.corsOrigins());
    }

    @Bean
    @Order(7)
    AccessFilter accessFilter(AccessPolicy policy) {
        return new AccessFilter(policy);
    }

    @Bean
    @Order(8)
    RequestRateFilter requestRateFilter(
            AccessSettings settings,
            @Value("${paz.token-rate:20}") int tokenRate,
            @Value("${paz.address-rate:20}") int addressRate,
            @Value("${paz.trusted-hops:}") Set<String> trustedHops) {
        return new RequestRateFilter(settings.token() != null, tokenRate, addressRate, trustedHops, System::nanoTime);
    }

    @Bean
    OpenPath healthIsOpen() {
        return OpenPath.of(HttpMethod.GET, "/health");
    }

    @Bean
    AccessPolicy accessPolicy(AccessSettings settings, List<OpenPath> open, ObjectProvider<Credential> credentials) {
        return settings.policy(open, credentials.orderedStream().toList());
    }
}
