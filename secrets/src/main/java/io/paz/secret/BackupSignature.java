package io.paz.secret;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Signature of a backup's folder with a platform's own keys: a file that lists the SHA-256 of every other file, and ends with the
 * HMAC-SHA-256 of all that with the newest key. So nothing can be changed, added or left out without the key.
 */
public final class BackupSignature {

    private static final String FILE = "signature";
    private static final String TITLE = "paz-backup 1";
    private static final String KEY = "key ";
    private static final String MAC = "mac ";
    /** Title and key. */
    private static final int HEAD_LINES = 2;

    private static final int MAX_SIZE = 50_000_000;

    private final Path folder;
    private final SecretKeyFile keys;

    public BackupSignature(Path folder, Path keyFile) {
        this.folder = folder;
        this.keys = new SecretKeyFile(keyFile);
    }

    /**
     * Signs what is in the folder.
     *
     * @throws SecretKeyException when there is no key
     */
    public void sign() throws IOException {
        List<SecretKey> known = keys.read();
        SecretKey newest = known.get(known.size() - 1);
        Path unfinished = folder.resolve(FILE + ".new");
        Files.deleteIfExists(unfinished);
        String text = content(newest.id());
        Files.writeString(unfinished, text + MAC + mac(newest, text) + "\n");
        Files.move(unfinished, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Verifies that the folder is as it was signed with one of the keys.
     *
     * @return why nobody knows who made it; empty where it was signed with one of the keys
     * @throws IOException when it was changed since it was signed, or cannot be read
     */
    public Optional<String> verify() throws IOException {
        return verified((key, signed) -> requireSame(signed, content(key.id())));
    }

    /**
     * Copies the signed files that are there, each verified. Others stay behind: a backup that was interrupted leaves files that are
     * not signed, and has removed old ones that were.
     *
     * @param target an empty folder that nobody else can write to
     * @return why nobody knows who made it, so that nothing was copied; empty where it was signed with one of the keys
     * @throws IOException when a file was changed since it was signed, or cannot be read
     */
    public Optional<String> copyTo(Path target) throws IOException {
        return verified((key, signed) -> {
            for (String line : signed.lines().skip(HEAD_LINES).toList()) {
                int blank = line.indexOf(' ');
                copy(line.substring(blank + 1), line.substring(0, blank), target);
            }
        });
    }

    private void copy(String name, String hash, Path target) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path copy = target.resolve(name);
        Files.createDirectories(Objects.requireNonNull(copy.getParent(), "a file has a folder"));
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.copy(file, copy);
        }
        if (!Files.exists(copy) || !hash(copy).equals(hash)) {
            throw changed(name + " is another one");
        }
    }

    /** What is done with the text that was signed with a key. */
    @FunctionalInterface
    private interface SignedText {
        void use(SecretKey key, String signed) throws IOException;
    }

    private Optional<String> verified(SignedText use) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(folder + " is not signed");
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_SIZE) {
            throw changed(file + " is no signature");
        }
        String signature = Files.readString(file, StandardCharsets.ISO_8859_1);
        int end = signature.lastIndexOf(MAC);
        int id = keyId(signature);
        if (!keys.exists()) {
            return Optional.of("%s is signed with key %s, and there is no %s"
                    .formatted(folder, SecretKey.idText(id), keys.path()));
        }
        Optional<SecretKey> key =
                keys.read().stream().filter(known -> known.id() == id).findFirst();
        if (key.isEmpty()) {
            return Optional.of("%s is signed with key %s, which %s does not have"
                    .formatted(folder, SecretKey.idText(id), keys.path()));
        }
        use.use(key.get(), signed(key.get(), signature, Math.max(end, 0)));
        return Optional.empty();
    }

    private String signed(SecretKey key, String signature, int end) throws IOException {
        String signed = signature.substring(0, end);
        byte[] expected = (MAC + mac(key, signed) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        if (!MessageDigest.isEqual(expected, signature.substring(end).getBytes(StandardCharsets.ISO_8859_1))) {
            throw changed("its signature does not fit");
        }
        return signed;
    }

    private void requireSame(String signed, String content) throws IOException {
        if (!content.equals(signed)) {
            throw changed(difference(signed.lines().toList(), content.lines().toList()));
        }
    }

    private static String difference(List<String> signed, List<String> there) {
        List<String> changed = new ArrayList<>(there);
        changed.removeAll(signed);
        List<String> missing = new ArrayList<>(signed);
        missing.removeAll(there);
        String line = changed.isEmpty() ? missing.get(0) : changed.get(0);
        return line.substring(line.indexOf(' ') + 1) + " is another one, new or missing";
    }

    private int keyId(String signature) throws IOException {
        String begin = TITLE + "\n" + KEY;
        String id = signature.startsWith(begin)
                ? signature.substring(begin.length()).lines().findFirst().orElse("")
                : "";
        if (!id.matches("[0-9a-f]{8}")) {
            throw changed(folder.resolve(FILE) + " is no signature");
        }
        return Integer.parseUnsignedInt(id, 16);
    }

    private IOException changed(String what) {
        return new IOException("%s was changed after it was signed, or is damaged: %s; take another copy of it"
                .formatted(folder, what));
    }

    private String content(int keyId) throws IOException {
        StringBuilder content = new StringBuilder(TITLE + "\n" + KEY + SecretKey.idText(keyId) + "\n");
        for (String name : names()) {
            content.append(hash(folder.resolve(name))).append(' ').append(name).append('\n');
        }
        return content.toString();
    }

    /** Sorted, so that equal folders have one signature. */
    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> names = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                String name = folder.relativize(file).toString();
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) || name.equals(FILE)) {
                    continue;
                }
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !name.matches("[A-Za-z0-9_./-]+")) {
                    throw new IOException("%s holds \"%s\" (expected: files, no links, with plain names)"
                            .formatted(folder, name.replaceAll("[^ -~]", "?")));
                }
                names.add(name);
            }
            return names;
        }
    }

    private static String hash(Path file) throws IOException {
        try (DigestInputStream input = new DigestInputStream(Files.newInputStream(file), sha256())) {
            input.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(input.getMessageDigest().digest());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    private static String mac(SecretKey key, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return HexFormat.of().formatHex(new SecretTag(key.derive("backups")).mac(new byte[0], bytes));
    }
}
