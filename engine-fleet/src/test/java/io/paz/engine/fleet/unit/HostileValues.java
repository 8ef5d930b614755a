package io.paz.engine.fleet.unit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Values that must arrive in a container byte for byte. */
final class HostileValues {

    private HostileValues() {}

    static Map<String, String> kept() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("options in quotes", "\" --privileged -v /:/host \"");
        values.put("systemd specifier", "%i %n %% %H");
        values.put("variable", "$HOME ${HOME} $$ $ $PATH");
        values.put("command substitution", "$(id) `id`");
        values.put("go template", "{{.X}} {{printf \"%s\"}}");
        values.put("two characters backslash n", "a\\nb");
        values.put("a real newline", "a\nb\n");
        values.put("second command", " ; /bin/touch /tmp/x ; ");
        values.put("only a semicolon", ";");
        values.put("single quotes", "it's 'so'");
        values.put("password", "pa$$word");
        values.put("hash first", "# no comment");
        values.put("newline, hash", "\n#x\n;y");
        values.put("trailing backslash", "a\\");
        values.put("backslash, newline", "a\\\nb");
        values.put("only a backslash", "\\");
        values.put("empty", "");
        values.put("blanks", "  a  b  ");
        values.put("tab and return", "a\tb\rc");
        values.put("control characters", "\u0001\u0007\u001b[31m\u007f");
        values.put("C1 control and next line", "\u0080\u0085\u009f");
        values.put("hexadecimal escape as text", "\\x41 \\101 \\u0041");
        values.put("umlauts and emoji", "gr\u00fc\u00df \ud83d\ude80 \u202e rtl");
        values.put("line separators", "\u2028\u2029\u00a0\ufeff");
        values.put("option-like", "--privileged");
        values.put("equals signs", "=a==b=");
        values.put("braces of a piece", "${PAZ_E0_0}");
        values.put("section header", "\n[Service]\nExecStartPre=/bin/evil");
        values.put("exec prefixes", "-@+!:/bin/true");
        return values;
    }

    /** Values longer than a line that fleet takes. */
    static Map<String, String> long_() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("32 KiB of letters", "abcdefgh".repeat(4096));
        values.put("32 KiB of dollars and percents", "$%".repeat(16 * 1024));
        values.put("32 KiB of quotes and backslashes", "\"\\".repeat(16 * 1024));
        values.put("32 KiB of emoji", "\ud83d\ude80".repeat(8 * 1024));
        values.put("long with newlines and tabs", "line\tof text\n".repeat(2000));
        values.put("long with blanks at every place", " a ".repeat(5000));
        values.put("long with some escape characters", ("x".repeat(500) + "\u001b[0m").repeat(40));
        values.put("just too long", "y".repeat(CommandLine.MAX_WORD_LENGTH));
        return values;
    }

    static Map<String, String> refused() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("NUL", "a\u0000b");
        values.put("U+FFFE", "a\ufffeb");
        values.put("U+FFFF", "a\uffffb");
        values.put("U+FDD0", "a\ufdd0b");
        values.put("U+1FFFE", "a" + Character.toString(0x1fffe));
        values.put("lone surrogate", "a\ud800b");
        values.put("32 KiB of escape characters", "\u001b".repeat(32 * 1024));
        return values;
    }
}
