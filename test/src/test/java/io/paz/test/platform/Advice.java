package io.paz.test.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The commands that outputs of Paz recommend, as its sources have them: in texts of Java and of the page, and in what the scripts print.
 * Each is reduced to its program and first word, {@code ./paz logs ARGUMENT} or {@code systemctl start}.
 */
final class Advice {

    private static final Pattern LAUNCHER =
            Pattern.compile("\\./paz ([a-z]+)( [A-Z]{3,}\\b| \"(?:\\s*\\+|\\s*$)| \\$)?");
    private static final Pattern OTHER = Pattern.compile(
            "\\b(docker|fleetctl|etcdctl|systemctl|journalctl|usermod|apt-get|chmod|sudo) ([a-z][a-z-]+|-(?!v\\b)[a-zA-Z]+|[0-7]{3})");
    private static final Pattern JAVA_TEXT = Pattern.compile("\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");
    private static final Pattern JAVA_COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//.*$");
    private static final Pattern PRINTING =
            Pattern.compile("(?m)^.*\\b(?:fail|note|echo|printf|say|usage_error|as_root_or_fail) .*$");
    private static final Set<String> NO_SOURCES =
            Set.of("target", "node_modules", "test", "generated", ".git", "bench");

    private Advice() {}

    /** Each with a file that has it. */
    static Map<String, Path> inSources() {
        Map<String, Path> found = new TreeMap<>();
        try {
            Files.walkFileTree(Platform.ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return NO_SOURCES.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    read(file, found);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static void read(Path file, Map<String, Path> found) throws IOException {
        String name = file.getFileName().toString();
        if (name.matches(".*\\.(java|tsx?)") && !name.contains(".test.")) {
            String code = JAVA_COMMENT.matcher(Files.readString(file)).replaceAll("");
            launcher(code, file, found);
            String texts =
                    JAVA_TEXT.matcher(code).results().map(text -> text.group(1)).collect(Collectors.joining("\n"));
            other(texts, file, found);
        } else if (name.endsWith(".sh")) {
            String code = Files.readString(file).replaceAll("(?m)^\\s*#.*$", "");
            launcher(code, file, found);
            String printed =
                    PRINTING.matcher(code).results().map(line -> line.group()).collect(Collectors.joining("\n"));
            other(printed, file, found);
        }
    }

    private static void launcher(String text, Path file, Map<String, Path> found) {
        Matcher matcher = LAUNCHER.matcher(text);
        while (matcher.find()) {
            found.putIfAbsent("./paz " + matcher.group(1) + (matcher.group(2) == null ? "" : " ARGUMENT"), file);
        }
    }

    private static void other(String text, Path file, Map<String, Path> found) {
        Matcher matcher = OTHER.matcher(text);
        while (matcher.find()) {
            found.putIfAbsent(matcher.group(1) + " " + matcher.group(2), file);
        }
    }
}
