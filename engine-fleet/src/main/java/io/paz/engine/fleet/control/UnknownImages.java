package io.paz.engine.fleet.control;

import io.paz.engine.control.HostImages;
import java.util.List;

/** The images of a cluster's hosts, of which fleet knows nothing. */
final class UnknownImages implements HostImages {

    @Override
    public Finding find(String reference) {
        return Finding.unknown();
    }

    @Override
    public void protect(String service, List<String> ids) {}

    @Override
    public void expectPull(String reference) {}
}
