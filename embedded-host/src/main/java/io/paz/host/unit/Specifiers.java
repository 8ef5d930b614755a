package io.paz.host.unit;

import io.paz.host.unit.text.CEscape;
import io.paz.host.unit.text.InvalidUnitException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Replaces {@code %} specifiers of one unit on one machine, as systemd 252 does; what cannot be one stays as it is. */
final class Specifiers {
    private final UnitName name;
    private final HostFacts facts;

    Specifiers(UnitName name, HostFacts facts) {
        this.name = name;
        this.facts = facts;
    }

    String expand(String text) {
        StringBuilder expanded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%' || i + 1 == text.length()) {
                expanded.append(c);
            } else {
                char specifier = text.charAt(++i);
                expanded.append(value(specifier));
            }
        }
        return expanded.toString();
    }

    private String value(char specifier) {
        if (specifier == '%') {
            return "%";
        }
        if (specifier >= 128 || !Character.isLetterOrDigit(specifier)) {
            return "%" + specifier;
        }
        return ofUnit(specifier)
                .or(() -> ofMachine(specifier))
                .orElseThrow(
                        () -> new InvalidUnitException("specifier %" + specifier + " is not supported by this host"));
    }

    private Optional<String> ofUnit(char specifier) {
        return Optional.ofNullable(
                switch (specifier) {
                    case 'n' -> name.text();
                    case 'N' -> name.withoutType();
                    case 'p' -> name.prefix();
                    case 'P' -> unescape(name.prefix());
                    case 'i' -> name.instance();
                    case 'I' -> unescape(name.instance());
                    case 'j' -> lastComponent(name.prefix());
                    case 'J' -> unescape(lastComponent(name.prefix()));
                    case 'f' -> "/" + unescape(name.instance().isEmpty() ? name.prefix() : name.instance());
                    default -> null;
                });
    }

    private Optional<String> ofMachine(char specifier) {
        HostFacts.User user = facts.user();
        return Optional.ofNullable(
                switch (specifier) {
                    case 'm' -> facts.machineId();
                    case 'b' -> facts.bootId();
                    case 'H' -> facts.hostName();
                    case 'l' -> facts.hostName().split("\\.", 2)[0];
                    case 'v' -> facts.kernelRelease();
                    case 'a' -> facts.architecture();
                    case 'u' -> user.name();
                    case 'U' -> String.valueOf(user.uid());
                    case 'g' -> user.group();
                    case 'G' -> String.valueOf(user.gid());
                    case 'h' -> user.home();
                    case 's' -> user.shell();
                    case 't' -> "/run";
                    case 'S' -> "/var/lib";
                    case 'C' -> "/var/cache";
                    case 'L' -> "/var/log";
                    case 'E' -> "/etc";
                    case 'T' -> "/tmp";
                    case 'V' -> "/var/tmp";
                    default -> null;
                });
    }

    private static String lastComponent(String prefix) {
        return prefix.substring(prefix.lastIndexOf('-') + 1);
    }

    /** As {@code systemd-escape --unescape}: a dash stands for a slash, {@code \x2d} for the byte of that number. */
    private static String unescape(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '\\' && i + 1 < escaped.length() && escaped.charAt(i + 1) == 'x') {
                i += CEscape.decode(escaped, i + 1, bytes);
            } else {
                bytes.write(c == '-' ? '/' : c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
