package io.paz.orchestrator.config;

import io.paz.http.option.SecretOptions;
import io.paz.http.secret.SecretsController;
import io.paz.orchestrator.persistence.StoredCertificates;
import io.paz.orchestrator.persistence.StoredPeople;
import io.paz.secret.SecretCipher;
import io.paz.store.KeyValueStore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Certificates; an orchestrator without a data folder has none. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${paz.data:}'.isEmpty()")
class CertificateConfiguration {

    @Bean
    SecretCipher secretCipher(Environment options) {
        return SecretOptions.cipher(options);
    }

    @Bean
    StoredCertificates certificates(KeyValueStore store, SecretCipher cipher) {
        return new StoredCertificates(store, cipher);
    }

    @Bean
    SecretsController secrets(StoredCertificates certificates, StoredPeople people, SecretCipher cipher) {
        return new SecretsController(cipher, () -> certificates.reencrypt() + people.reencrypt());
    }
}
