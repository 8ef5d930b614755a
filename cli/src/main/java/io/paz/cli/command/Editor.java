package io.paz.cli.command;

import io.paz.cli.api.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The user's own editor, on a file that only they can read. */
final class Editor {

    private final Session session;

    Editor(Session session) {
        this.session = session;
    }

    String edit(String text) {
        if (!session.isTerminal()) {
            throw CommandException.usage("An editor needs a terminal; without one: paz env set SERVICE --from FILE");
        }
        try {
            Path file = Files.createTempFile("paz-", ".env");
            try {
                Files.writeString(file, text);
                run(file);
                return Files.readString(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw CommandException.failed("The editor cannot be used: " + e.getMessage());
        }
    }

    /** As Git does: VISUAL, EDITOR, vi; a command line of the user's own, so a shell reads it. The file is an argument of it. */
    private void run(Path file) throws IOException {
        String editor = List.of(session.variable("VISUAL"), session.variable("EDITOR"), "vi").stream()
                .filter(word -> !word.isEmpty())
                .findFirst()
                .orElseThrow();
        try {
            Process process = new ProcessBuilder("sh", "-c", editor + " \"$1\"", "sh", file.toString())
                    .inheritIO()
                    .start();
            if (process.waitFor() != 0) {
                throw CommandException.failed(
                        editor + " ended with status " + process.exitValue() + "; nothing was changed.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("Interrupted.");
        }
    }
}
