package io.paz.scheduler.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The options as values.
 *
 * @param data folder of the store
 * @param journalUrl with {@code {ip}} in it
 * @param balancerUrls with {@code {ip}} in it, or without
 * @param platform null means the id in the store
 * @param deadline in seconds
 * @param drain in seconds
 * @param driftCheckInterval in seconds; 0 means never
 * @param keepDeployments of each service
 * @param keepDays age in days
 * @param keepJournalLines of all services
 * @param keepImages newest versions of each service whose images stay
 * @param spaceWarning percent
 * @param spaceMinimum percent
 * @param pinImages {@code off}, {@code named} or {@code all}
 * @param registryCredentials path of a file; empty means that there is none
 */
@ConfigurationProperties("paz")
record SchedulerProperties(
        Path data,
        URI svcdirUrl,
        String engine,
        URI fleetUrl,
        String etcdEndpoint,
        String etcdCertificates,
        String journalUrl,
        String balancerUrls,
        String balancerPasswordFile,
        boolean engineToken,
        String engineTokenFile,
        String hostIp,
        String unitEtcdEndpoints,
        @Nullable String platform,
        long deadline,
        long drain,
        long driftCheckInterval,
        int keepDeployments,
        long keepDays,
        int keepJournalLines,
        int keepImages,
        int spaceWarning,
        int spaceMinimum,
        String pinImages,
        List<String> insecureRegistries,
        String registryCredentials) {}
