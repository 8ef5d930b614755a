package io.paz.directory.web;

import io.paz.directory.catalog.PlatformRules;
import io.paz.directory.document.DocumentCodec;
import io.paz.directory.secret.SecretVariables;
import io.paz.http.error.FailureTranslator;
import io.paz.http.json.StrictJson;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** Wires the routes. */
@Configuration(proxyBeanMethods = false)
@Import({ServiceController.class, ConfigController.class, EnvironmentController.class})
public class WebConfiguration {

    @Bean
    Blocking blocking() {
        return new Blocking();
    }

    @Bean
    FailureTranslator catalogFailures() {
        return new CatalogFailures();
    }

    @Bean
    ConfigurationPatcher configurationPatcher(
            StrictJson strict,
            JsonMapper mapper,
            DocumentCodec codec,
            PlatformRules rules,
            SecretVariables variables,
            Clock clock) {
        return new ConfigurationPatcher(strict, mapper, codec, rules, variables, clock);
    }
}
