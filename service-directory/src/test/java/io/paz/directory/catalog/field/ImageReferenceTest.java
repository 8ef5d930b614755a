package io.paz.directory.catalog.field;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageReferenceTest {

    @ParameterizedTest
    @CsvSource({
        "nginx, docker.io/library/nginx",
        "nginx:1.27-alpine, docker.io/library/nginx",
        "library/nginx, docker.io/library/nginx",
        "docker.io/nginx, docker.io/library/nginx",
        "index.docker.io/team/app:1, docker.io/team/app",
        "team/app, docker.io/team/app",
        "team/app-two__x.y/z, docker.io/team/app-two__x.y/z",
        "ghcr.io/team/app@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, ghcr.io/team/app",
        "registry.example.com:5000/app:v1, registry.example.com:5000/app",
        "localhost/app, localhost/app",
        "localhost:5000/a/b/c, localhost:5000/a/b/c",
        "registry:5000/app, registry:5000/app",
        "10.0.0.1:5000/app, 10.0.0.1:5000/app",
    })
    void namesItsRepositoryInFull(String image, String repository) {
        assertThat(new ImageReference(image).repository()).isEqualTo(new ImageRepository(repository));
    }
}
