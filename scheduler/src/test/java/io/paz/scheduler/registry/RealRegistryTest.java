package io.paz.scheduler.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.scheduler.deployment.Registries.Pin;
import io.paz.scheduler.registry.RemoteRegistries.Policy;
import io.paz.scheduler.registry.RemoteRegistries.Settings;
import io.paz.scheduler.testing.BusyboxImage;
import io.paz.scheduler.testing.Command;
import io.paz.scheduler.testing.RealRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Docker pushed to Docker's registry is found under the digest that Docker pulls. */
class RealRegistryTest {

    @TempDir
    Path folder;

    @Test
    void a_tag_is_pinned_to_what_was_pushed() throws IOException {
        try (RealRegistry registry = new RealRegistry(folder.resolve("registry"));
                BusyboxImage image = new BusyboxImage(folder)) {
            String pushed = registry.address() + "/team/app:1";
            Command.run("docker", "tag", image.name(), pushed);
            Command.run("docker", "push", "--quiet", pushed);
            String known = Command.run("docker", "inspect", "-f", "{{index .RepoDigests 0}}", pushed);
            Command.run("docker", "rmi", pushed);

            RemoteRegistries registries = new RemoteRegistries(
                    new Settings(Policy.NAMED, List.of(), Optional.empty()), Clock.systemUTC(), Runnable::run);
            Pin pin = registries.pin(pushed, false);
            assertThat(registry.address() + "/team/app@" + pin.digest()).isEqualTo(known.strip());
            assertThat(pin.applyTo(pushed)).isEqualTo(pushed + "@" + pin.digest());

            Command.run("docker", "pull", "--quiet", pin.applyTo(pushed));
            Command.run("docker", "rmi", pin.applyTo(pushed));
            assertThat(registries
                            .pin(registry.address() + "/team/app:none", false)
                            .evidence())
                    .isEqualTo(registry.address() + " answers 404 for " + registry.address() + "/team/app:none");
        }
    }
}
