package io.paz.orchestrator.config;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The options as values.
 *
 * @param data empty when nothing is stored
 * @param requestLog empty when HAProxy's requests are not read
 * @param requestLogUser empty for the one who runs this
 * @param balancerUrls with {@code {ip}} in it, or without; as the URLs after it
 */
@ConfigurationProperties("paz")
record OrchestratorProperties(
        String data,
        URI svcdirUrl,
        URI schedulerUrl,
        String engine,
        URI fleetUrl,
        boolean engineToken,
        String engineTokenFile,
        String etcdEndpoint,
        String etcdCertificates,
        boolean encryptCertificateKeys,
        String balancerUrls,
        String balancerPasswordFile,
        String journalUrl,
        String cadvisorUrl,
        String requestLog,
        String requestLogUser,
        String requestLogData) {}
