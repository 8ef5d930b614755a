package io.paz.engine.fleet.control;

import io.paz.engine.control.HostSpace;
import io.paz.engine.fleet.client.SpaceClient;
import io.paz.engine.fleet.space.RemovableDocument;
import java.util.List;
import java.util.Optional;

/** The room of the embedded host. */
final class EmbeddedHostSpace implements HostSpace {

    private final SpaceClient client;

    EmbeddedHostSpace(SpaceClient client) {
        this.client = client;
    }

    @Override
    public Optional<List<FileSystem>> fileSystems() {
        return FleetCall.await(client.fileSystems().map(Optional::of).defaultIfEmpty(Optional.empty()))
                .map(list -> list.fileSystems().stream()
                        .map(each -> new FileSystem(each.path(), each.use(), each.total(), each.available()))
                        .toList());
    }

    @Override
    public Optional<Contents> contents() {
        return FleetCall.await(client.removable().map(Optional::of).defaultIfEmpty(Optional.empty()))
                .map(EmbeddedHostSpace::contents);
    }

    private static Contents contents(RemovableDocument document) {
        return new Contents(
                document.images().stream()
                        .map(each -> new PulledImage(each.reference(), each.id(), each.bytes(), each.neededBy()))
                        .toList(),
                document.containers().stream()
                        .map(each -> new EndedContainer(each.id(), each.name(), each.bytes()))
                        .toList());
    }

    @Override
    public Optional<String> removeImage(String reference) {
        return Optional.ofNullable(
                FleetCall.await(client.removeImage(reference)).stays());
    }

    @Override
    public Optional<String> removeContainer(String id) {
        return Optional.ofNullable(FleetCall.await(client.removeContainer(id)).stays());
    }
}
