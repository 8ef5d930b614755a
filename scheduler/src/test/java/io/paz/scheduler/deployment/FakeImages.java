package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.image.HostImages;
import java.util.List;

/** An engine's host that holds one image, under every name. */
final class FakeImages implements HostImages {

    static final String ID = "sha256:" + "a".repeat(64);

    Finding finding = new Finding(true, new HostImage(ID, List.of()));

    @Override
    public Finding find(String reference) {
        return finding;
    }

    @Override
    public void protect(String service, List<String> ids) {}
}
