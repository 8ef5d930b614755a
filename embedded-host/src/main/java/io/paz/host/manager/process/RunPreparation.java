package io.paz.host.manager.process;

import io.paz.host.unit.ExecCommand;
import io.paz.host.unit.ExitStatus;
import io.paz.host.unit.ServiceDefinition.OptionalPath;
import io.paz.host.unit.ServiceDefinition.Surroundings;
import io.paz.host.unit.text.EnvironmentFileParser;
import io.paz.secret.SecretVariable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Works out what a command needs on this machine: its whole environment, its user, its program. */
final class RunPreparation {
    /** The command cannot run; the status is the one that systemd would report. */
    static final class CannotRunException extends Exception {
        private final ExitStatus status;
        private final String reason;

        CannotRunException(ExitStatus status, String reason) {
            super(reason);
            this.status = status;
            this.reason = reason;
        }

        String reason() {
            return reason;
        }

        ExitStatus status() {
            return status;
        }
    }

    private final UnitEnvironment given;
    private final Account host;

    RunPreparation(UnitEnvironment given, Account host) {
        this.given = given;
        this.host = host;
    }

    RunScript script(RunFiles files, Surroundings surroundings, ExecCommand command, Map<String, String> ofRun)
            throws CannotRunException {
        Optional<Account> account = account(surroundings);
        Map<String, String> environment = environment(surroundings, account, ofRun);
        List<String> argv = command.argv(environment);
        if (argv.isEmpty()) {
            throw new CannotRunException(ExitStatus.NO_EXEC, "Command line is empty after its variables were replaced");
        }
        checkProgram(command.program(), environment.getOrDefault("PATH", ""));
        requireNoSecret(argv, environment);
        Optional<OptionalPath> directory = surroundings.directory();
        String home = account.orElse(host).home();
        return new RunScript(
                files,
                command.program(),
                argv,
                environment,
                directory
                        .map(OptionalPath::path)
                        .map(path -> path.equals("~") ? home : path)
                        .orElse("/"),
                directory.map(OptionalPath::optional).orElse(false),
                command.asHost() ? Optional.empty() : account.filter(other -> other.uid() != host.uid()));
    }

    /** Empty for what cannot run, or not as the host's own user. */
    Optional<ResolvedCommand> resolve(Surroundings surroundings, ExecCommand command, Map<String, String> ofRun) {
        try {
            Map<String, String> environment = environment(surroundings, Optional.empty(), ofRun);
            List<String> argv = command.argv(environment);
            checkProgram(command.program(), environment.getOrDefault("PATH", ""));
            return surroundings.user().isEmpty() && !argv.isEmpty()
                    ? Optional.of(new ResolvedCommand(argv, environment))
                    : Optional.empty();
        } catch (CannotRunException e) {
            return Optional.empty();
        }
    }

    private Optional<Account> account(Surroundings surroundings) throws CannotRunException {
        if (surroundings.user().isEmpty()) {
            return Optional.empty();
        }
        String user = surroundings.user().get();
        try {
            Optional<Account> account = Account.find(user);
            if (account.isEmpty() || host.uid() != 0 && account.get().uid() != host.uid()) {
                throw new CannotRunException(
                        ExitStatus.NO_USER,
                        "Failed to determine user credentials, or not allowed to take them on: " + user);
            }
            return account;
        } catch (IOException e) {
            throw new CannotRunException(ExitStatus.NO_USER, "Failed to read the users of this machine: " + e);
        }
    }

    private Map<String, String> environment(
            Surroundings surroundings, Optional<Account> account, Map<String, String> ofRun) throws CannotRunException {
        Map<String, String> environment = new LinkedHashMap<>(given.base());
        account.ifPresent(user -> {
            environment.put("HOME", user.home());
            environment.put("LOGNAME", user.name());
            environment.put("USER", user.name());
            environment.put("SHELL", user.shell());
        });
        environment.putAll(ofRun);
        environment.putAll(surroundings.variables());
        for (OptionalPath file : surroundings.variableFiles()) {
            environment.putAll(variables(file));
        }
        return environment;
    }

    private Map<String, String> variables(OptionalPath file) throws CannotRunException {
        Optional<Map<String, String>> ofHost = given.inPlaceOf(file.path());
        return ofHost.isPresent() ? ofHost.get() : read(file);
    }

    private static Map<String, String> read(OptionalPath file) throws CannotRunException {
        Path path = Path.of(file.path());
        try {
            return file.optional() && !Files.exists(path)
                    ? Map.of()
                    : EnvironmentFileParser.parse(Files.readString(path, StandardCharsets.UTF_8));
        } catch (IOException e) {
            if (file.optional()) {
                return Map.of();
            }
            throw new CannotRunException(ExitStatus.NO_RESOURCES, "Failed to load environment file " + path + ": " + e);
        }
    }

    /** A container that docker runs as a process would get what stands for the value. */
    private static void requireNoSecret(List<String> argv, Map<String, String> environment) throws CannotRunException {
        boolean isSecret = argv.contains("run")
                && Stream.concat(
                                environment.values().stream(),
                                argv.stream().map(word -> word.replaceFirst("^--env=[^=]*=", "")))
                        .anyMatch(SecretVariable::isSecret);
        if (isSecret) {
            throw new CannotRunException(
                    ExitStatus.NO_RESOURCES,
                    "It has secret variables, which are decrypted for containers that this host makes itself: Docker's settings for the client"
                            + " (DOCKER_..., proxies and contexts in config.json) must be its defaults");
        }
    }

    private static void checkProgram(String program, String searchPath) throws CannotRunException {
        boolean found = program.startsWith("/")
                ? isExecutable(Path.of(program))
                : Arrays.stream(searchPath.split(":"))
                        .filter(folder -> folder.startsWith("/"))
                        .anyMatch(folder -> isExecutable(Path.of(folder, program)));
        if (!found) {
            throw new CannotRunException(
                    ExitStatus.NO_EXEC, "Failed to locate executable " + program + ": No such file, or not executable");
        }
    }

    private static boolean isExecutable(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
