package io.paz.secret;

import java.util.List;

/** What a key file holds, for who was given it instead of the file. */
record SecretKeyText(String name, String text) implements KeySource {

    @Override
    public List<SecretKey> read() {
        return SecretKeyFile.parse(name, text.lines().toList());
    }

    /** Keeps the keys out of logs. */
    @Override
    public String toString() {
        return name;
    }
}
