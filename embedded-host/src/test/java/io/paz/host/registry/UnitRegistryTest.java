package io.paz.host.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.unit.DesiredState;
import io.paz.host.unit.Directive;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import io.paz.store.KeyValueStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitRegistryTest {
    private static final UnitName NAME = new UnitName("a.service");
    private static final UnitFile FILE = new UnitFile(List.of(
            new Directive("", "X", "no section"),
            new Directive("Service", "ExecStart", "/bin/a \\\n  'é' \"\u0001\"")));

    @TempDir
    private Path folder;

    private void open(Map<String, String> defaults, Consumer<UnitRegistry> action) {
        try (KeyValueStore store = KeyValueStore.open(folder, UnitRegistry.TABLES)) {
            action.accept(new UnitRegistry(store, defaults));
        }
    }

    @Test
    void keepsUnitsAsTheyWereGiven() {
        open(Map.of(), registry -> registry.save(NAME, FILE, DesiredState.LAUNCHED));
        open(Map.of(), registry -> assertThat(registry.list())
                .containsExactly(new RegisteredUnit(NAME, FILE, DesiredState.LAUNCHED, 1)));
    }

    @Test
    void keepsTheTurnOfAUnitThatStaysScheduled() {
        UnitName other = new UnitName("b.service");
        open(Map.of(), registry -> {
            registry.save(NAME, FILE, DesiredState.LOADED);
            registry.save(other, FILE, DesiredState.LOADED);
            registry.setDesired(NAME, DesiredState.LAUNCHED);
            assertThat(registry.find(NAME).orElseThrow().turn()).isEqualTo(1);
            registry.setDesired(NAME, DesiredState.INACTIVE);
        });
        open(Map.of(), registry -> {
            registry.setDesired(NAME, DesiredState.LOADED);
            assertThat(registry.find(NAME).orElseThrow().turn()).isGreaterThan(2);
        });
    }

    @Test
    void forgetsWhatIsRemoved() {
        open(Map.of(), registry -> {
            registry.save(NAME, FILE, DesiredState.LOADED);
            assertThat(registry.remove(NAME)).isTrue();
            assertThat(registry.remove(NAME)).isFalse();
            assertThat(registry.setDesired(NAME, DesiredState.LOADED)).isFalse();
        });
        open(Map.of(), registry -> assertThat(registry.list()).isEmpty());
    }

    @Test
    void prefersChangedMetadataToTheOptions() {
        Map<String, String> defaults = Map.of("disk", "ssd", "zone", "a");
        open(defaults, registry -> registry.changeMetadata(Map.of("disk", "", "zone", "b", "new", "c")));
        open(defaults, registry -> assertThat(registry.metadata()).isEqualTo(Map.of("zone", "b", "new", "c")));
    }
}
