package io.paz.http.backup;

import io.paz.http.option.Option;
import io.paz.http.option.OptionType;
import java.nio.file.Path;
import java.util.List;
import org.springframework.core.env.PropertyResolver;

/**
 * Backup settings of a service.
 *
 * @param keep the newest ones that are kept, at least 1
 */
public record BackupSettings(Path folder, int keep) {

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
                        "how many of the newest backups are kept"));
    }

    public static BackupSettings of(PropertyResolver options) {
        String folder = options.getProperty("paz.backups", "");
        Path data = Path.of(options.getRequiredProperty("paz.data"));
        return new BackupSettings(
                folder.isEmpty() ? data.resolve("backups") : Path.of(folder),
                options.getRequiredProperty("paz.keep-backups", Integer.class));
    }
}
