package io.paz.engine.fleet.control;

import io.paz.engine.EngineSettings;
import io.paz.engine.InstalledEngine;
import io.paz.engine.control.Engine;
import io.paz.engine.control.EngineProvider;
import io.paz.engine.control.HostImages;
import io.paz.engine.control.HostSpace;
import io.paz.engine.fleet.FleetEngines;
import io.paz.engine.fleet.client.FleetClient;
import io.paz.engine.fleet.client.ImageClient;
import io.paz.engine.fleet.client.JournalClient;
import io.paz.engine.fleet.client.SpaceClient;
import io.paz.engine.fleet.unit.HostDefaults;
import java.net.URI;
import java.util.Set;

/**
 * Runs releases on fleet at {@code --fleet-url}, and reads the journals at {@code --journal-url}. A host that says nothing else of
 * itself has {@code --host-ip}, {@code --unit-etcd-endpoints} and {@code --platform}.
 */
public final class FleetProvider implements EngineProvider {

    @Override
    public Set<String> names() {
        return FleetEngines.NAMES;
    }

    @Override
    public Engine open(EngineSettings settings) {
        URI address = URI.create(settings.option("fleet-url"));
        FleetClient fleet = new FleetClient(address, settings.token());
        HostDefaults defaults = new HostDefaults(
                settings.option("host-ip"), settings.option("unit-etcd-endpoints"), settings.option("platform"));
        UnitJournal journal = new UnitJournal(
                fleet, settings.option("journal-url"), host -> new JournalClient(host, settings.token()));
        boolean isEmbedded = settings.option(InstalledEngine.OPTION).equals(FleetEngines.EMBEDDED);
        HostImages images =
                isEmbedded ? new EmbeddedHostImages(new ImageClient(address, settings.token())) : new UnknownImages();
        HostSpace space =
                isEmbedded ? new EmbeddedHostSpace(new SpaceClient(address, settings.token())) : HostSpace.UNKNOWN;
        return new Engine(new FleetClusterEngine(fleet, defaults), new FleetDiagnostics(journal), images, space);
    }
}
