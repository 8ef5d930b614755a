package io.paz.scheduler.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nginx,                          docker.io,          false, library/nginx, latest,",
        "nginx:1.27,                     docker.io,          false, library/nginx, 1.27,",
        "team/app,                       docker.io,          false, team/app,      latest,",
        "docker.io/team/app:2,           docker.io,          true,  team/app,      2,",
        "docker.io/nginx,                docker.io,          true,  library/nginx, latest,",
        "index.docker.io/team/app,       docker.io,          true,  team/app,      latest,",
        "ghcr.io/team/app/web:v1,        ghcr.io,            true,  team/app/web,  v1,",
        "registry.example.org:5000/app,  registry.example.org:5000, true, app,     latest,",
        "localhost/app:x,                localhost,          true,  app,           x,",
        "Registry/team/app:x,            Registry,           true,  team/app,      x,",
        "127.0.0.1:5000/a/b:x,           127.0.0.1:5000,     true,  a/b,           x,",
        "team/app:2@sha256:0123,         docker.io,          false, team/app,      2,      sha256:0123",
        "team/app@sha256:0123,           docker.io,          false, team/app,      latest, sha256:0123",
    })
    void is_read_as_docker_reads_it(
            String image, String registry, boolean named, String repository, String tag, String digest) {
        assertThat(ImageName.of(image))
                .isEqualTo(new ImageName(registry, named, repository, tag, digest == null ? "" : digest));
    }
}
