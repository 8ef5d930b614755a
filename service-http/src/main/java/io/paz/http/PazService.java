package io.paz.http;

import io.paz.http.access.AccessSettings;
import io.paz.http.audit.AuditCommand;
import io.paz.http.config.HttpConfiguration;
import io.paz.http.option.InvalidOptionException;
import io.paz.http.option.ServiceOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts a service: its options become Spring properties {@code paz.*}, and the shared HTTP side is added to it. */
public final class PazService {

    private static final Logger log = LoggerFactory.getLogger(PazService.class);

    private static final int BAD_USAGE = 2;
    private static final int CANNOT_START = 1;

    /** Creates a service's Spring application. Several may run in one process. */
    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("management.metrics.use-global-registry", "false"),
            Map.entry("server.max-http-request-header-size", "128KB"),
            Map.entry("server.netty.idle-timeout", "75s"),
            Map.entry("server.netty.max-initial-line-length", "16KB"),
            Map.entry("server.shutdown", "graceful"),
            // One class path may hold several services: none of them is configured by a file there, or where it is
            // started.
            Map.entry("spring.config.location", "optional:classpath:/paz-service/"),
            Map.entry("spring.jmx.enabled", "false"),
            Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "10s"),
            Map.entry("spring.main.banner-mode", "off"),
            Map.entry("spring.main.log-startup-info", "false"),
            Map.entry("spring.web.resources.add-mappings", "false"));

    static {
        // logback.xml decides. Several Spring applications in one process would each add their own appender.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private PazService() {}

    /**
     * The {@code main} of a service: prints the help, or reads its audit log, or starts and stays, or says why not and ends the process.
     */
    public static void main(Class<?> application, ServiceOptions options, String[] arguments) {
        if (AuditCommand.isMeantBy(arguments)) {
            System.exit(AuditCommand.run(arguments, System.out));
        }
        if (ServiceOptions.asksForHelp(arguments)) {
            System.out.print(options.help());
            return;
        }
        try {
            start(application, options, arguments, System.getenv());
        } catch (InvalidOptionException e) {
            end(options, e, BAD_USAGE);
        } catch (RuntimeException e) {
            log.error("{} cannot start", options.service(), e);
            end(options, e, CANNOT_START);
        }
    }

    private static void end(ServiceOptions options, Throwable failure, int status) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        System.err.println(options.service() + ": " + root.getMessage());
        System.exit(status);
    }

    /**
     * Starts a service and returns when it answers.
     *
     * @param application the service's Spring configuration
     * @param environment variables that its options may come from
     * @throws InvalidOptionException when an option is unknown, malformed or missing
     */
    public static ConfigurableApplicationContext start(
            Class<?> application, ServiceOptions options, String[] arguments, Map<String, String> environment) {
        Map<String, String> values = options.resolve(arguments, environment);
        AccessSettings access = access(values);
        SpringApplication spring = new SpringApplication(application, HttpConfiguration.class);
        spring.setWebApplicationType(WebApplicationType.REACTIVE);
        spring.addInitializers(
                context -> ((GenericApplicationContext) context).registerBean(AccessSettings.class, () -> access));
        ConfigurableApplicationContext context = spring.run(asArguments(values));
        log.info("{} listens on {}:{}", options.service(), access.bind(), port(context));
        return context;
    }

    /** The port that a started service listens on. */
    public static int port(ConfigurableApplicationContext service) {
        return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static AccessSettings access(Map<String, String> values) {
        String bind = values.getOrDefault("paz.bind", "127.0.0.1");
        List<String> origins = origins(values.getOrDefault("paz.cors-origins", ""));
        return Boolean.parseBoolean(values.get("paz.insecure"))
                ? AccessSettings.insecure(bind, origins)
                : AccessSettings.withToken(bind, values.get("paz.token-file"), origins);
    }

    private static List<String> origins(String list) {
        return list.isBlank() ? List.of() : List.of(list.strip().split("\\s*,\\s*"));
    }

    /** Passed as arguments, the properties override everything else that Spring reads. */
    private static String[] asArguments(Map<String, String> values) {
        Map<String, String> properties = new LinkedHashMap<>(PROPERTIES);
        properties.putAll(values);
        properties.put("server.port", values.getOrDefault("paz.port", "0"));
        properties.put("server.address", values.getOrDefault("paz.bind", "127.0.0.1"));
        return properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
    }
}
