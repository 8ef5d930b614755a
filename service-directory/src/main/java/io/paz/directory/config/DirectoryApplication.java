package io.paz.directory.config;

import io.paz.directory.catalog.PlatformRules;
import io.paz.directory.catalog.PortRange;
import io.paz.directory.catalog.ServiceCatalog;
import io.paz.directory.catalog.environment.EnvironmentCatalog;
import io.paz.directory.copy.EnvironmentCopier;
import io.paz.directory.document.DocumentCodec;
import io.paz.directory.document.ServiceDocuments;
import io.paz.directory.persistence.StoredServiceCatalog;
import io.paz.directory.persistence.StoredServiceDocuments;
import io.paz.directory.persistence.Tables;
import io.paz.directory.secret.Reencryption;
import io.paz.directory.secret.SecretVariables;
import io.paz.directory.web.WebConfiguration;
import io.paz.http.access.AccessSettings;
import io.paz.http.access.Credential;
import io.paz.http.access.ServiceCredential;
import io.paz.http.access.TokenReloadController;
import io.paz.http.backup.Backup;
import io.paz.http.backup.BackupController;
import io.paz.http.backup.BackupSettings;
import io.paz.http.option.SecretOptions;
import io.paz.http.secret.SecretsController;
import io.paz.http.status.OpenApiDocument;
import io.paz.http.status.ReadinessCheck;
import io.paz.secret.SecretCipher;
import io.paz.store.KeyValueStore;
import io.paz.store.StoreBackup;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** The service directory as a Spring application. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(DirectoryProperties.class)
@Import({WebConfiguration.class, TokenReloadController.class})
public class DirectoryApplication {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    KeyValueStore store(DirectoryProperties properties) {
        return KeyValueStore.open(properties.data(), Tables.ALL);
    }

    @Bean
    SecretVariables secretVariables(Environment options) {
        Path keys = SecretOptions.variablesKeyFile(options);
        return new SecretVariables(keys == null ? null : SecretCipher.open(keys));
    }

    @Bean
    PlatformRules platformRules(DirectoryProperties properties) {
        return new PlatformRules(
                properties.reservedPorts(),
                properties.lowPorts(),
                PortRange.parse(properties.tcpPorts()),
                properties.volumePaths(),
                properties.platformDomains());
    }

    @Bean
    DocumentCodec documentCodec(JsonMapper json) {
        return new DocumentCodec(json);
    }

    @Bean
    StoredServiceCatalog serviceCatalog(KeyValueStore store, DocumentCodec codec) {
        return new StoredServiceCatalog(store, codec);
    }

    @Bean
    EnvironmentCatalog environmentCatalog(StoredServiceCatalog services) {
        return services.environments();
    }

    @Bean
    EnvironmentCopier environmentCopier(
            EnvironmentCatalog environments, ServiceDocuments documents, DocumentCodec codec) {
        return new EnvironmentCopier(environments, documents, codec);
    }

    @Bean
    ServiceDocuments serviceDocuments(KeyValueStore store) {
        return new StoredServiceDocuments(store);
    }

    /** Of what a rotation did not come to; a directory whose secrets the keys do not fit does not start. */
    @Bean
    SecretsController secrets(
            ServiceCatalog catalog, ServiceDocuments documents, DocumentCodec codec, SecretVariables variables) {
        Reencryption reencryption = new Reencryption(catalog, documents, codec, variables);
        reencryption.run();
        return new SecretsController(variables.cipher(), reencryption::run);
    }

    @Bean
    BackupController backups(KeyValueStore store, Environment options) {
        return new BackupController(
                (folder, keep) -> taken(store.backUp(folder, keep), folder), BackupSettings.of(options));
    }

    private static Backup taken(StoreBackup backup, Path folder) {
        return new Backup(backup.number(), backup.time(), backup.bytes(), folder.toString());
    }

    @Bean
    ReadinessCheck storeReadiness(ServiceDocuments documents) {
        return new StoreReadiness(documents);
    }

    @Bean
    Credential servicesThatCall(AccessSettings access) {
        return ServiceCredential.accepting(access, "orchestrator", "scheduler");
    }

    @Bean
    OpenApiDocument openApi() {
        return OpenApiDocument.beside(DirectoryApplication.class);
    }
}
