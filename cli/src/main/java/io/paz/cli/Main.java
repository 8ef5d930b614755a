package io.paz.cli;

import io.paz.cli.command.Commands;
import io.paz.cli.command.Session;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Starts the command line. */
public final class Main {

    private Main() {}

    public static void main(String[] words) {
        Session session = new Session(new Session.Environment(
                System.getenv(),
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                System.console() != null,
                Clock.systemUTC()));
        int status = Commands.of(session, words).execute(words);
        session.out().flush();
        session.err().flush();
        System.exit(status);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
