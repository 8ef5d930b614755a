package io.paz.http.access;

import io.paz.http.option.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The administrator's token, which can be rotated while services run. The one in the file is sent; others are accepted too until their
 * end, which stand in a file beside it: first the next one, so that every service accepts it before any sends it, and then the one
 * before. Safe for threads.
 */
public final class AdministratorToken {

    private static final String SUFFIX = ".accepted";
    private static final Pattern LINE = Pattern.compile("([!-~]+) (\\d{1,11})");
    private static final int MAX_LINES = 10;

    private record Accepted(Token token, Instant until) {}

    private final Path file;
    private final Clock clock;
    private volatile List<Accepted> tokens;

    private AdministratorToken(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
        this.tokens = read();
    }

    /** @throws InvalidOptionException when a file cannot be read, or the first holds no token */
    public static AdministratorToken read(Path file) {
        return read(file, Clock.systemUTC());
    }

    static AdministratorToken read(Path file, Clock clock) {
        return new AdministratorToken(file, clock);
    }

    /**
     * Reads the files again.
     *
     * @throws InvalidOptionException when that fails; what was read before counts on
     */
    public void reload() {
        tokens = read();
    }

    private List<Accepted> read() {
        List<Accepted> read = new ArrayList<>();
        read.add(new Accepted(Token.read(file), Instant.MAX));
        Path others = file.resolveSibling(file.getFileName() + SUFFIX);
        for (String line : lines(others)) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches() || read.size() > MAX_LINES) {
                throw new InvalidOptionException(
                        "--token-file: %s is damaged (expected: at most %d lines of a token and the second of its end); remove it"
                                .formatted(others, MAX_LINES));
            }
            read.add(new Accepted(new Token(parts.group(1)), Instant.ofEpochSecond(Long.parseLong(parts.group(2)))));
        }
        return List.copyOf(read);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new InvalidOptionException("--token-file: %s cannot be read: %s".formatted(file, e));
        }
    }

    /** The token that is sent. */
    public Token current() {
        return tokens.get(0).token();
    }

    /** The tokens that are accepted now, the current one first. */
    public List<Token> accepted() {
        Instant now = clock.instant();
        return tokens.stream()
                .filter(each -> now.isBefore(each.until()))
                .map(Accepted::token)
                .toList();
    }

    /** Whether an {@code Authorization} header carries one of those that are accepted. */
    public boolean isCarriedBy(@Nullable String authorization) {
        return accepted().stream().anyMatch(token -> token.isCarriedBy(authorization));
    }

    /** Keeps the tokens out of logs. */
    @Override
    public String toString() {
        return "AdministratorToken[...]";
    }
}
