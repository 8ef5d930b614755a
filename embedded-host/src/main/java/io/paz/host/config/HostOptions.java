package io.paz.host.config;

import io.paz.http.backup.BackupSettings;
import io.paz.http.option.CommonOptions;
import io.paz.http.option.Option;
import io.paz.http.option.OptionType;
import io.paz.http.option.SecretOptions;
import io.paz.http.option.ServiceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What can be set of the host. */
public final class HostOptions {
    private static final OptionType MEBIBYTES = OptionType.wholeNumber("MIB", 1, 1_000_000);
    private static final OptionType DAYS = OptionType.wholeNumber("DAYS", 1, 36_500);
    private static final OptionType MACHINE_ID =
            new OptionType("ID", "32 hexadecimal digits, lower case", value -> value.matches("[0-9a-f]{32}"));
    private static final OptionType PAIRS = new OptionType(
            "PAIRS",
            "key=value pairs with commas between; keys of letters, digits, _ . -",
            value -> value.isEmpty() || value.matches("[A-Za-z0-9_.-]++=[^,=]++(,[A-Za-z0-9_.-]++=[^,=]++)*+"));

    public static final ServiceOptions ALL = new ServiceOptions(
            "host",
            "one machine's fleet API, unit manager and journal",
            Stream.concat(options().stream(), Stream.of(SecretOptions.variablesKeyFile()))
                    .toList());

    private HostOptions() {}

    private static List<Option> options() {
        List<Option> options = new ArrayList<>(CommonOptions.of("PAZ_HOST", 49153));
        options.add(new Option(
                "data",
                "PAZ_HOST_DATA",
                OptionType.PATH,
                "data/host",
                "folder of the units that are known, and the journal"));
        options.addAll(BackupSettings.options("PAZ_HOST"));
        options.add(new Option(
                "units", "PAZ_HOST_UNITS", OptionType.PATH, "host/units", "folder of the run-time files of units"));
        options.add(new Option(
                "machine-id",
                "PAZ_HOST_MACHINE_ID",
                MACHINE_ID,
                null,
                "id of this machine; that of /etc/machine-id if unset"));
        options.add(new Option(
                "ip",
                "PAZ_HOST_IP",
                OptionType.TEXT,
                "127.0.0.1",
                "address that is shown as this machine's primary one"));
        options.add(new Option(
                "metadata",
                "PAZ_HOST_METADATA",
                PAIRS,
                "",
                "metadata of this machine, as long as the API did not change it"));
        options.add(new Option(
                "environment",
                "PAZ_HOST_ENVIRONMENT",
                OptionType.TEXT,
                "",
                "variables of every unit's processes beside PATH, written as in Environment=: A=1 \"B=two words\""));
        options.add(
                new Option(
                        "unit-settings",
                        "PAZ_HOST_UNIT_SETTINGS",
                        OptionType.TEXT,
                        "",
                        "what units read in place of the file /etc/paz/host.env, written as in Environment=; the file itself if empty"));
        options.add(new Option(
                "path",
                "PAZ_HOST_PATH",
                OptionType.TEXT,
                "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "PATH of every unit's processes"));
        addAnnouncer(options);
        options.add(new Option(
                "journal-unit-size",
                "PAZ_HOST_JOURNAL_UNIT_SIZE",
                MEBIBYTES,
                "4",
                "most that is kept of one unit's lines"));
        options.add(new Option(
                "journal-size", "PAZ_HOST_JOURNAL_SIZE", MEBIBYTES, "256", "most that is kept of all units' lines"));
        options.add(new Option("journal-age", "PAZ_HOST_JOURNAL_AGE", DAYS, "7", "how long lines are kept"));
        return options;
    }

    private static void addAnnouncer(List<Option> options) {
        options.add(
                new Option(
                        "etcd-endpoints",
                        "PAZ_HOST_ETCD_ENDPOINTS",
                        OptionType.TEXT,
                        "",
                        "etcd's client URLs with commas between, for the announcer of this host's instances; no announcer if empty"));
        options.add(new Option(
                "etcd-certificates",
                "PAZ_HOST_ETCD_CERTIFICATES",
                OptionType.PATH,
                "",
                "folder with ca.crt, tls.crt and tls.key, for etcd at https; none if empty"));
        options.add(new Option(
                "announcer-socket",
                "PAZ_HOST_ANNOUNCER_SOCKET",
                OptionType.PATH,
                "host/announcer.sock",
                "Unix socket where sidekicks register their instances with the announcer"));
    }
}
