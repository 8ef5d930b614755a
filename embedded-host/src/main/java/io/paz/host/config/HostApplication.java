package io.paz.host.config;

import io.paz.http.PazService;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The embedded host as a service of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({HostConfiguration.class, HostWebConfiguration.class})
public class HostApplication {
    public static void main(String[] arguments) {
        PazService.main(HostApplication.class, HostOptions.ALL, arguments);
    }
}
