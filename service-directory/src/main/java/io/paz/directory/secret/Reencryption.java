package io.paz.directory.secret;

import io.paz.directory.catalog.ServiceCatalog;
import io.paz.directory.catalog.ServiceDefinition;
import io.paz.directory.catalog.ServiceNotFoundException;
import io.paz.directory.catalog.field.Environment;
import io.paz.directory.document.DocumentCodec;
import io.paz.directory.document.ServiceDocuments;
import java.util.Map;
import java.util.Optional;

/** Encryption of all secret variables with the newest key. */
public record Reencryption(
        ServiceCatalog catalog, ServiceDocuments documents, DocumentCodec codec, SecretVariables variables) {

    /**
     * Decrypts all secret variables, and encrypts again those that the newest key did not. What was cut off goes on with the next call.
     *
     * @return of how many services
     * @throws io.paz.secret.SecretKeyException when one cannot be decrypted
     */
    public int run() {
        int count = 0;
        for (byte[] document : documents.all()) {
            ServiceDefinition service = codec.decode(document);
            if (reencrypted(service).isPresent()) {
                count += change(service) ? 1 : 0;
            }
        }
        return count;
    }

    private boolean change(ServiceDefinition outdated) {
        try {
            catalog.change(outdated.name(), service -> reencrypted(service)
                    .map(env -> service.withEnv(new Environment(env)))
                    .orElse(service));
            return true;
        } catch (ServiceNotFoundException e) {
            // Deleted meanwhile.
            return false;
        }
    }

    private Optional<Map<String, String>> reencrypted(ServiceDefinition service) {
        return variables.reencrypted(service.name(), service.config().env().values());
    }
}
