package io.paz.http.backup;

import io.paz.http.option.Option;
import io.paz.http.option.OptionType;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;

/**
 * Backup settings of a service.
 *
 * @param keep the newest ones that are kept, at least 1
 * @param keyFile the keys that sign backups; null where they are not signed
 * @param audit the service's audit log, which backups hold too; null where its data's folder has none
 */
public record BackupSettings(
        Path folder,
        int keep,
        @Nullable Path keyFile,
        @Nullable Path audit) {

    /** The options, of a service that has an option {@code data}. */
    public static List<Option> options(String prefix) {
        return List.of(
                new Option(
                        "backups",
                        prefix + "_BACKUPS",
                        OptionType.PATH,
                        "",
                        "folder that POST /backups adds to; the folder backups under that of the data when empty"),
                new Option(
                        "keep-backups",
                        prefix + "_KEEP_BACKUPS",
                        OptionType.wholeNumber("NUMBER", 1, 1000),
                        "7",
                        "how many of the newest backups are kept"),
                new Option(
                        "backups-key-file",
                        prefix + "_BACKUPS_KEY_FILE",
                        OptionType.PATH,
                        "",
                        "file with the keys that sign backups, and that a restore verifies them with; not signed if empty"));
    }

    public static BackupSettings of(PropertyResolver options) {
        String folder = options.getProperty("paz.backups", "");
        Path data = Path.of(options.getRequiredProperty("paz.data"));
        Path audit = optional(options, "paz.audit");
        return new BackupSettings(
                folder.isEmpty() ? data.resolve("backups") : Path.of(folder),
                options.getRequiredProperty("paz.keep-backups", Integer.class),
                optional(options, "paz.backups-key-file"),
                audit != null && audit.startsWith(data) ? audit : null);
    }

    private static @Nullable Path optional(PropertyResolver options, String property) {
        String path = options.getProperty(property, "");
        return path.isEmpty() ? null : Path.of(path);
    }
}
