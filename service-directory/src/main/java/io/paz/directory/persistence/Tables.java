package io.paz.directory.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paz.directory.catalog.Claim;
import io.paz.directory.catalog.field.EnvironmentName;
import io.paz.directory.catalog.field.ImageRepository;
import io.paz.directory.catalog.field.ServiceName;
import io.paz.store.Table;
import java.util.Set;

/** Tables of the catalogue in the store. */
public final class Tables {

    /** Name to document. */
    static final Table SERVICES = new Table("services");

    /** Image repository, a zero byte and the name of a service, to nothing. */
    static final Table REPOSITORIES = new Table("repositories");

    /** Claim, mapped to the name of the service that owns it. */
    static final Table CLAIMS = new Table("claims");

    /** See {@link ChangeTable}. */
    static final Table CHANGES = new Table("changes");

    /** Name to environment. */
    static final Table ENVIRONMENTS = new Table("environments");

    public static final Set<Table> ALL = Set.of(SERVICES, REPOSITORIES, CLAIMS, CHANGES, ENVIRONMENTS);

    static final byte[] NOTHING = {};

    private Tables() {}

    static byte[] key(ServiceName name) {
        return name.value().getBytes(UTF_8);
    }

    static byte[] key(EnvironmentName name) {
        return name.value().getBytes(UTF_8);
    }

    static byte[] key(Claim claim) {
        return "%s %s".formatted(claim.kind(), claim.value()).getBytes(UTF_8);
    }

    static byte[] key(ImageRepository repository, ServiceName name) {
        return (repository.value() + '\0' + name.value()).getBytes(UTF_8);
    }

    static byte[] prefix(ImageRepository repository) {
        return (repository.value() + '\0').getBytes(UTF_8);
    }
}
