package io.paz.host.manager.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The docker client, as the tests' own view of the engine. */
final class Docker {
    /** How a command ended, and what it printed. */
    record Answer(int status, String output, String errors) {}

    private Docker() {}

    static Answer run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile("docker", ".errors");
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            String output = new String(process.getInputStream().readAllBytes()).strip();
            Answer answer = new Answer(process.waitFor(), output, Files.readString(errors));
            Files.delete(errors);
            return answer;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static String output(String... arguments) {
        return run(arguments).output();
    }

    /** An image of the machine's own busybox, made without a registry. */
    static String busyboxImage(Path folder) throws IOException, InterruptedException {
        Path bin = Files.createDirectories(folder.resolve("image/bin"));
        Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createSymbolicLink(bin.resolve("sh"), Path.of("busybox"));
        Path archive = folder.resolve("image.tar");
        new ProcessBuilder("tar", "-C", bin.getParent().toString(), "-cf", archive.toString(), ".")
                .start()
                .waitFor();
        String image = "paz-test/containers:" + UUID.randomUUID();
        run("import", archive.toString(), image);
        return image;
    }
}
