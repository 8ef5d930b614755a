package io.paz.scheduler.testing;

import io.paz.engine.control.HostImages;
import io.paz.scheduler.drift.Finding;
import java.util.ArrayList;
import java.util.List;

/** An engine's host that holds one image, under every name. */
public final class FakeImages implements HostImages {

    public static final String ID = "sha256:" + "a".repeat(64);

    public Finding finding = new Finding(true, new HostImage(ID, List.of()));

    @Override
    public Finding find(String reference) {
        return finding;
    }

    /** What was said to be pulled soon. */
    public final List<String> expected = new ArrayList<>();

    @Override
    public void protect(String service, List<String> ids) {}

    @Override
    public void expectPull(String reference) {
        expected.add(reference);
    }
}
