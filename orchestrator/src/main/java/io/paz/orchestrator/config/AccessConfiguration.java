package io.paz.orchestrator.config;

import io.paz.http.access.AccessPolicy;
import io.paz.http.access.AccessWatch;
import io.paz.http.access.TokenReloadController;
import io.paz.http.backup.Backup;
import io.paz.http.backup.BackupController;
import io.paz.http.backup.BackupSettings;
import io.paz.http.error.FailureTranslator;
import io.paz.http.json.StrictJson;
import io.paz.orchestrator.access.CallerCredential;
import io.paz.orchestrator.access.CallerSource;
import io.paz.orchestrator.access.DeployGuard;
import io.paz.orchestrator.access.PublicEntrance;
import io.paz.orchestrator.people.NoPeople;
import io.paz.orchestrator.people.PasswordSignIn;
import io.paz.orchestrator.people.People;
import io.paz.orchestrator.people.PersonRepository;
import io.paz.orchestrator.people.SecondFactors;
import io.paz.orchestrator.people.web.PeopleController;
import io.paz.orchestrator.persistence.AccessTables;
import io.paz.orchestrator.persistence.StoreFailures;
import io.paz.orchestrator.persistence.StoredPeople;
import io.paz.orchestrator.persistence.StoredTokens;
import io.paz.orchestrator.session.Sessions;
import io.paz.orchestrator.token.TokenCallers;
import io.paz.orchestrator.token.Tokens;
import io.paz.orchestrator.token.web.TokenController;
import io.paz.secret.SecretCipher;
import io.paz.store.KeyValueStore;
import io.paz.store.StoreBackup;
import io.paz.task.PeriodicTask;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** Who may do what. */
@Configuration(proxyBeanMethods = false)
@Import({AccessConfiguration.TokenConfiguration.class, TokenReloadController.class})
class AccessConfiguration {

    private static final int BEFORE_ACCESS_FILTER = 5;
    private static final int AFTER_ACCESS_FILTER = 7;
    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Bean
    CallerCredential callers(List<CallerSource> sources) {
        return new CallerCredential(sources);
    }

    @Bean
    DeployGuard deployGuard(CallerCredential callers, StrictJson strict, JsonMapper json) {
        return new DeployGuard(callers, strict, json);
    }

    /** Before access is decided: what is hidden has no token either. */
    @Bean
    @Order(BEFORE_ACCESS_FILTER)
    PublicEntrance publicEntrance() {
        return new PublicEntrance();
    }

    @Bean
    @Order(AFTER_ACCESS_FILTER)
    AccessWatch accessWatch(AccessPolicy policy) {
        return new AccessWatch(policy, "/socket");
    }

    @Bean
    People people(ObjectProvider<StoredPeople> stored, Clock clock) {
        PersonRepository repository =
                Optional.<PersonRepository>ofNullable(stored.getIfAvailable()).orElseGet(NoPeople::new);
        return new People(repository, clock, AccessConfiguration::random);
    }

    @Bean
    SecondFactors secondFactors(People people, Clock clock) {
        return new SecondFactors(people, clock, AccessConfiguration::random);
    }

    @Bean
    PasswordSignIn passwordSignIn(People people, SecondFactors factors, Clock clock) {
        return new PasswordSignIn(people, factors, clock);
    }

    @Bean
    PeopleController peopleController(People people, SecondFactors factors, Sessions sessions) {
        return new PeopleController(people, factors, sessions);
    }

    private static byte[] random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** What is stored; an orchestrator without a data folder has the administrator's token and sessions only. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnExpression("!'${paz.data:}'.isEmpty()")
    static class TokenConfiguration {

        private static final Duration WRITE_INTERVAL = Duration.ofMinutes(1);

        @Bean
        KeyValueStore store(OrchestratorProperties properties) {
            return KeyValueStore.open(Path.of(properties.data()), AccessTables.ALL);
        }

        @Bean
        StoredPeople storedPeople(KeyValueStore store, SecretCipher cipher) {
            return new StoredPeople(store, cipher);
        }

        @Bean
        Tokens tokens(KeyValueStore store, Clock clock) {
            return new Tokens(new StoredTokens(store), clock, AccessConfiguration::random);
        }

        @Bean
        PeriodicTask tokenUses(Tokens tokens) {
            return PeriodicTask.start("token uses", WRITE_INTERVAL, WRITE_INTERVAL, tokens::writeUses);
        }

        @Bean
        CallerSource tokenCallers(Tokens tokens) {
            return new TokenCallers(tokens);
        }

        @Bean
        TokenController tokenController(Tokens tokens, Clock clock) {
            return new TokenController(tokens, clock);
        }

        @Bean
        FailureTranslator storeFailures() {
            return new StoreFailures();
        }

        @Bean
        BackupController backups(KeyValueStore store, Environment options) {
            return new BackupController(
                    (folder, keep) -> taken(store.backUp(folder, keep), folder), BackupSettings.of(options));
        }

        private static Backup taken(StoreBackup backup, Path folder) {
            return new Backup(backup.number(), backup.time(), backup.bytes(), folder.toString());
        }
    }
}
