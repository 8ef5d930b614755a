package io.paz.engine.fleet.control;

import io.paz.engine.control.HostImages;
import io.paz.engine.fleet.client.ImageClient;
import io.paz.engine.fleet.image.ImageDocument;
import java.util.List;
import java.util.Optional;

/** The images of the embedded host; of a real fleet's hosts nothing is known. */
public final class EmbeddedHostImages implements HostImages {

    private final ImageClient client;

    public EmbeddedHostImages(ImageClient client) {
        this.client = client;
    }

    @Override
    public Finding find(String reference) {
        Optional<List<ImageDocument>> found = FleetCall.await(client.find(reference)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .retry(1));
        return found.map(images -> new Finding(
                        true,
                        images.stream()
                                .findFirst()
                                .map(image -> new HostImage(image.id(), image.digests()))
                                .orElse(null)))
                .orElseGet(Finding::unknown);
    }

    @Override
    public void protect(String service, List<String> ids) {
        FleetCall.await(client.protect(service, ids));
    }

    @Override
    public void expectPull(String reference) {
        FleetCall.await(client.expectPull(reference));
    }
}
