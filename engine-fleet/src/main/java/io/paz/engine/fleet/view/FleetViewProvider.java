package io.paz.engine.fleet.view;

import io.paz.engine.EngineSettings;
import io.paz.engine.fleet.FleetEngines;
import io.paz.engine.fleet.client.CadvisorClient;
import io.paz.engine.fleet.client.FleetClient;
import io.paz.engine.fleet.client.JournalClient;
import io.paz.engine.view.EngineView;
import io.paz.engine.view.EngineViewProvider;
import java.net.URI;
import java.time.Clock;
import java.util.Set;

/** Reads fleet at {@code --fleet-url}, the journals at {@code --journal-url} and usage at {@code --cadvisor-url}. */
public final class FleetViewProvider implements EngineViewProvider {

    @Override
    public Set<String> names() {
        return FleetEngines.NAMES;
    }

    @Override
    public EngineView open(EngineSettings settings) {
        return new EngineView(
                new FleetView(new FleetClient(URI.create(settings.option("fleet-url")), settings.token())),
                new JournalLogs(
                        settings.option("journal-url"), address -> new JournalClient(address, settings.token())),
                new CadvisorUsage(
                        settings.option("cadvisor-url"),
                        address -> new CadvisorClient(address, settings.token()),
                        Clock.systemUTC()));
    }
}
