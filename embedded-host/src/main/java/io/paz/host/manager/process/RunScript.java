package io.paz.host.manager.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The shell script that runs one command: it notes who runs, runs the command with exactly the environment and the words
 * given, and notes how it ended. Nothing of the unit is read by the shell as anything but quoted words. It has to be started
 * in the unit's folder and names no path to it, so that it never meddles with a later unit of the same name. A signal that ends
 * {@code ln} when it has linked ends the run.
 *
 * @param argv the argument vector; its zeroth word may differ from the program
 * @param directory to run in; a missing one is passed over if {@code directoryOptional}
 */
record RunScript(
        RunFiles files,
        String program,
        List<String> argv,
        Map<String, String> environment,
        String directory,
        boolean directoryOptional,
        Optional<Account> account) {

    String text() {
        return """
                #!/bin/sh
                set -C
                {
                  read -r stat </proc/$$/stat && printf '%%s\\n' "$stat" >|%8$s.$$ && ln %8$s.$$ %1$s || {
                    [ %8$s.$$ -ef %1$s ] && printf 'killed 143\\n' >%7$s
                    rm -f %8$s.$$
                    exit 0
                  }
                } 2>/dev/null
                exec 3>&2 2>%2$s
                umask 022
                (
                  exec 2>&3 3>&-
                  read -r stat </proc/self/stat && printf '%%s\\n' "$stat" >%3$s
                  cd -- %4$s || %5$s
                  exec %6$s
                )
                status=$?
                if [ -s %2$s ]; then how=killed; else how=exited; fi
                printf '%%s %%s\\n' "$how" "$status" >%7$s
                """.formatted(
                        files.shim().getFileName(),
                        files.death().getFileName(),
                        files.main().getFileName(),
                        quote(directory),
                        directoryOptional ? "cd /" : "exit 200",
                        command(),
                        files.exit().getFileName(),
                        "run-" + files.run());
    }

    private String command() {
        return account.map(RunScript::switchUser).orElse("")
                + "/usr/bin/env -i "
                + environment.entrySet().stream()
                        .map(variable -> quote(variable.getKey() + "=" + variable.getValue()) + " ")
                        .collect(Collectors.joining())
                + words();
    }

    private static String switchUser(Account account) {
        return "setpriv --reuid=%d --regid=%d --init-groups -- ".formatted(account.uid(), account.gid());
    }

    /** A zeroth word of its own takes bash: neither {@code sh} nor {@code env} can give one. */
    private String words() {
        List<String> arguments = argv.subList(1, argv.size());
        String rest = arguments.stream().map(word -> " " + quote(word)).collect(Collectors.joining());
        return argv.get(0).equals(program)
                ? quote(program) + rest
                : "/bin/bash -c 'unset OLDPWD PWD SHLVL; exec -a \"$1\" \"$0\" \"${@:2}\"' " + quote(program) + " "
                        + quote(argv.get(0)) + rest;
    }

    private static String quote(Object word) {
        return "'" + word.toString().replace("'", "'\\''") + "'";
    }
}
