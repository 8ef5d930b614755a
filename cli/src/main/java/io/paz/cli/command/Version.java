package io.paz.cli.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of this file. */
final class Version implements IVersionProvider {

    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("unknown");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"paz " + text()};
    }
}
