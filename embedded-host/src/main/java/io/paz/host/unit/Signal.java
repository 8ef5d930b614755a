package io.paz.host.unit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The signals of Linux, by the numbers that most machines give them. */
public enum Signal {
    HUP(1),
    INT(2),
    QUIT(3),
    ILL(4),
    TRAP(5),
    ABRT(6),
    BUS(7),
    FPE(8),
    KILL(9),
    USR1(10),
    SEGV(11),
    USR2(12),
    PIPE(13),
    ALRM(14),
    TERM(15),
    STKFLT(16),
    CHLD(17),
    CONT(18),
    STOP(19),
    TSTP(20),
    TTIN(21),
    TTOU(22),
    URG(23),
    XCPU(24),
    XFSZ(25),
    VTALRM(26),
    PROF(27),
    WINCH(28),
    IO(29),
    PWR(30),
    SYS(31);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** By name, with or without {@code SIG}, or by number. */
    public static Optional<Signal> of(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
        return Arrays.stream(values())
                .filter(signal -> signal.name().equals(name)
                        || String.valueOf(signal.number).equals(name))
                .findFirst();
    }

    /** The name of a signal for people, such as {@code TERM}; its number if it has no name. */
    public static String nameOf(int number) {
        return of(String.valueOf(number)).map(Enum::name).orElse(String.valueOf(number));
    }
}
