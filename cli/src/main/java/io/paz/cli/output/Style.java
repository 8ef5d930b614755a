package io.paz.cli.output;

/** How a terminal shows a piece of text. */
public enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    BLUE("34"),
    MAGENTA("35"),
    CYAN("36");

    private static final Style[] HUES = {CYAN, YELLOW, GREEN, MAGENTA, BLUE};

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String around(String text) {
        return code.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }

    /** A colour that stays the same for the name. */
    public static Style of(String name) {
        return HUES[Math.floorMod(name.hashCode(), HUES.length)];
    }

    /** Of a state's name: well, on its way, or in trouble. */
    public static Style ofState(String state) {
        return switch (state) {
            case "done", "running", "up", "ok" -> GREEN;
            case "queued", "stopped", "superseded", "none" -> YELLOW;
            case "failed", "rolled_back", "down" -> RED;
            default -> PLAIN;
        };
    }
}
