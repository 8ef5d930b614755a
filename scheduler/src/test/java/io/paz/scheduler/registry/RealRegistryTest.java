package io.paz.scheduler.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.scheduler.image.ImageLookupException;
import io.paz.scheduler.image.ImageName;
import io.paz.scheduler.registry.RemoteRegistries.Settings;
import io.paz.scheduler.testing.RealRegistry;
import io.paz.testing.BusyboxImage;
import io.paz.testing.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Docker pushed to Docker's registry is found under the digest that Docker pulls. */
class RealRegistryTest {

    @TempDir
    Path folder;

    @Test
    void a_tag_is_pinned_to_what_was_pushed() throws Exception {
        try (RealRegistry registry = new RealRegistry(folder.resolve("registry"));
                BusyboxImage image = new BusyboxImage(folder)) {
            String pushed = registry.address() + "/team/app:1";
            Command.run("docker", "tag", image.name(), pushed);
            Command.run("docker", "push", "--quiet", pushed);
            String known = Command.run("docker", "inspect", "-f", "{{index .RepoDigests 0}}", pushed);
            Command.run("docker", "rmi", pushed);

            RemoteRegistries registries = new RemoteRegistries(new Settings(List.of(), Optional.empty()));
            String digest = registries.digest(ImageName.of(pushed));
            assertThat(registry.address() + "/team/app@" + digest).isEqualTo(known.strip());

            Command.run("docker", "pull", "--quiet", pushed + "@" + digest);
            Command.run("docker", "rmi", pushed + "@" + digest);
            assertThatThrownBy(() -> registries.digest(ImageName.of(registry.address() + "/team/app:none")))
                    .isInstanceOf(ImageLookupException.class)
                    .hasMessage(registry.address() + " has no team/app:none (404); check its name and tag");
        }
    }
}
