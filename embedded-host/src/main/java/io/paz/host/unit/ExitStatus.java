package io.paz.host.unit;

/**
 * How a process ended.
 *
 * @param value the exit status, or the number of the signal that ended it
 */
public record ExitStatus(Kind kind, int value) {
    /** By itself, by a signal, or in a way that nobody saw. */
    public enum Kind {
        EXITED,
        KILLED,
        LOST
    }

    /** systemd's status of a process whose program could not be run. */
    public static final ExitStatus NO_EXEC = exited(203);
    /** systemd's status of a process whose working directory could not be entered. */
    public static final ExitStatus NO_DIRECTORY = exited(200);
    /** systemd's status of a process whose user could not be taken on. */
    public static final ExitStatus NO_USER = exited(217);
    /** systemd's status of a process whose environment file could not be read. */
    public static final ExitStatus NO_RESOURCES = exited(202);

    public static final ExitStatus LOST = new ExitStatus(Kind.LOST, 255);

    public static ExitStatus exited(int status) {
        return new ExitStatus(Kind.EXITED, status);
    }

    public static ExitStatus killed(int signal) {
        return new ExitStatus(Kind.KILLED, signal);
    }

    /** In systemd's words: {@code code=exited, status=1/FAILURE}. */
    public String description() {
        return switch (kind) {
            case EXITED -> "code=exited, status=" + value + name();
            case KILLED -> "code=killed, status=" + value + "/" + Signal.nameOf(value);
            case LOST -> "code=lost, its status was not seen";
        };
    }

    private String name() {
        return switch (value) {
            case 0 -> "/SUCCESS";
            case 1 -> "/FAILURE";
            case 200 -> "/CHDIR";
            case 202 -> "/FDS";
            case 203 -> "/EXEC";
            case 217 -> "/USER";
            default -> "/n/a";
        };
    }
}
