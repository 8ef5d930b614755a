package io.paz.http.config;

import io.paz.http.access.AccessFilter;
import io.paz.http.access.AccessPolicy;
import io.paz.http.access.AccessSettings;
import io.paz.http.access.Credential;
import io.paz.http.access.CrossOriginFilter;
import io.paz.http.access.OpenPath;
import io.paz.http.error.ErrorFilter;
import io.paz.http.id.RequestIdFilter;
import io.paz.http.limit.RequestLimitFilter;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.reactive.UrlHandlerFilter;

/** The filters in the order in which a request passes them. */
@Configuration(proxyBeanMethods = false)
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
    @Order(4)
    RequestLimitFilter requestLimitFilter() {
        return new RequestLimitFilter();
    }

    @Bean
    @Order(5)
    CrossOriginFilter crossOriginFilter(AccessSettings settings) {
        return new CrossOriginFilter(settings.corsOrigins());
    }

    @Bean
    @Order(6)
    AccessFilter accessFilter(AccessPolicy policy) {
        return new AccessFilter(policy);
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
