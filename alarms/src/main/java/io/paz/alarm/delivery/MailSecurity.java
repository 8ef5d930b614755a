package io.paz.alarm.delivery;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a connection to an SMTP server is encrypted. */
public enum MailSecurity {
    /** By STARTTLS, which the server has to offer. */
    STARTTLS,
    /** From the first byte on, as usual on port 465. */
    TLS,
    /** Not at all. */
    NONE;

    /** As it is written in documents. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Parses {@link #text}; empty for every other text. */
    public static Optional<MailSecurity> parse(String text) {
        return Stream.of(values())
                .filter(security -> security.text().equals(text))
                .findFirst();
    }
}
