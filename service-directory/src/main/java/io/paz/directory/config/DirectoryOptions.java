package io.paz.directory.config;

import io.paz.http.backup.BackupSettings;
import io.paz.http.option.CommonOptions;
import io.paz.http.option.Option;
import io.paz.http.option.OptionType;
import io.paz.http.option.SecretOptions;
import io.paz.http.option.ServiceOptions;
import java.util.List;
import java.util.stream.Stream;

/** The options of the service directory. */
public final class DirectoryOptions {

    private static final String PREFIX = "PAZ_SERVICE_DIRECTORY";
    private static final int PORT = 9001;
    private static final OptionType PORTS = new OptionType(
            "PORTS", "ports with commas between", value -> value.matches("([0-9]{1,5}(\\s*+,\\s*+[0-9]{1,5})*+)?"));
    private static final OptionType PORT_RANGE = new OptionType(
            "FIRST-LAST",
            "two ports of 1024 to 32767 with - between, the smaller one first",
            value -> value.isEmpty() || value.matches("[0-9]{4,5}-[0-9]{4,5}") && isRange(value.split("-")));
    private static final OptionType FOLDERS = new OptionType(
            "FOLDERS",
            "absolute paths with commas between, none of them /",
            value -> value.matches("((/[^/,:]++)++(\\s*+,\\s*+(/[^/,:]++)++)*+)?"));
    private static final OptionType DOMAINS = new OptionType(
            "DOMAINS",
            "domains with commas between",
            value -> value.matches("([a-z0-9.-]++(\\s*+,\\s*+[a-z0-9.-]++)*+)?"));

    private DirectoryOptions() {}

    /** Above, the system chooses ports for connections, and could not give them to HAProxy. */
    private static boolean isRange(String[] ends) {
        int first = Integer.parseInt(ends[0]);
        int last = Integer.parseInt(ends[1]);
        return first >= 1024 && first <= last && last <= 32_767;
    }

    public static ServiceOptions options() {
        return new ServiceOptions(
                "service-directory",
                "the catalogue of services and their configuration",
                Stream.of(CommonOptions.of(PREFIX, PORT), own(), BackupSettings.options(PREFIX))
                        .flatMap(List::stream)
                        .toList());
    }

    private static List<Option> own() {
        return List.of(
                new Option(
                        "data",
                        PREFIX + "_DATA",
                        OptionType.PATH,
                        "/var/lib/paz/directory",
                        "folder that the catalogue is kept in"),
                SecretOptions.variablesKeyFile(),
                new Option(
                        "reserved-ports",
                        PREFIX + "_RESERVED_PORTS",
                        PORTS,
                        "2379,2380,8080,8081,8404,9000,9001,9002,49153",
                        "ports of the host that Paz uses itself and no service may have"),
                new Option(
                        "low-ports",
                        PREFIX + "_LOW_PORTS",
                        PORTS,
                        "",
                        "ports below 1024 of the host that services may have; none when empty"),
                new Option(
                        "tcp-ports",
                        PREFIX + "_TCP_PORTS",
                        PORT_RANGE,
                        "",
                        "public ports that HAProxy may listen at for TCP services; none when empty"),
                new Option(
                        "volume-paths",
                        PREFIX + "_VOLUME_PATHS",
                        FOLDERS,
                        "",
                        "folders of the host that services may mount; none when empty"),
                new Option(
                        "platform-domains",
                        PREFIX + "_PLATFORM_DOMAINS",
                        DOMAINS,
                        "",
                        "domains under which Paz makes names itself, beside paz and localhost"));
    }
}
