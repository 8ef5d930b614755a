package io.paz.cli.api;

/** A command that did not do what was asked: what people read, and the exit status. */
public class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ExitStatus status;

    public CommandException(ExitStatus status, String message) {
        super(message);
        this.status = status;
    }

    public static CommandException failed(String message) {
        return new CommandException(ExitStatus.FAILED, message);
    }

    public static CommandException usage(String message) {
        return new CommandException(ExitStatus.USAGE, message);
    }

    public ExitStatus status() {
        return status;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
