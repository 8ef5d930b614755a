package io.paz.directory.document;

import io.paz.directory.catalog.field.EnvironmentName;
import io.paz.directory.catalog.field.ImageRepository;
import java.util.List;
import java.util.Optional;

/** Reads the catalogue as documents that are encoded already. Every method blocks; all are safe for several threads. */
public interface ServiceDocuments {

    /** The service of that name, if there is one. */
    Optional<byte[]> find(String name);

    /** The newest changes of the service's configuration, the last one first; empty when there is no such service. */
    List<byte[]> changes(String name);

    /** All services of one moment, in byte order of their names. */
    List<byte[]> all();

    /** Those of one environment. */
    List<byte[]> in(EnvironmentName environment);

    /** The services of the environment that run an image of the repository, in byte order of their names. */
    List<byte[]> ofRepository(ImageRepository repository, EnvironmentName environment);
}
