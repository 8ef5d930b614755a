package io.paz.test.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.test.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The index of decisions and the pages agree. */
class DecisionsTest {

    private static final Path FOLDER = Platform.ROOT.resolve("docs/decisions");
    private static final Pattern PAGE = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");
    private static final Pattern TITLE = Pattern.compile("# (\\d{4}) (\\S.*)");
    private static final Pattern SUPERSEDED =
            Pattern.compile("(?m)^Status: (partly )?superseded by \\[(\\d{4})]\\(([^)]+)\\)");
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| \\[(\\d{4})]\\(([^)]+)\\) (.+) \\| (accepted|(?:partly )?superseded by \\d{4}) \\|$");

    @Test
    void index_lists_every_page_with_its_title_and_status() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        for (Path page : pages()) {
            pages.put(page.getFileName().toString(), title(page) + " | " + status(page));
        }

        Map<String, String> listed = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(FOLDER.resolve("README.md")));
        while (row.find()) {
            listed.put(row.group(2), row.group(1) + " " + row.group(3) + " | " + row.group(4));
        }

        assertThat(listed).isEqualTo(pages);
    }

    @Test
    void superseding_pages_exist() throws IOException {
        for (Path page : pages()) {
            Matcher status = SUPERSEDED.matcher(Files.readString(page));
            while (status.find()) {
                assertThat(status.group(3)).startsWith(status.group(2) + "-");
                assertThat(FOLDER.resolve(status.group(3))).as(page.toString()).exists();
            }
        }
    }

    @Test
    void each_number_has_one_page() throws IOException {
        assertThat(pages())
                .extracting(page -> page.getFileName().toString().substring(0, 4))
                .doesNotHaveDuplicates();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(
                            file -> PAGE.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
    }

    private static String title(Path page) throws IOException {
        Matcher title = TITLE.matcher(Files.readString(page).lines().findFirst().orElse(""));
        assertThat(title.matches()).as("first line of %s", page).isTrue();
        assertThat(page.getFileName().toString()).startsWith(title.group(1) + "-");
        return title.group(1) + " " + title.group(2);
    }

    private static String status(Path page) throws IOException {
        Matcher status = SUPERSEDED.matcher(Files.readString(page));
        if (!status.find()) {
            return "accepted";
        }
        return (status.group(1) == null ? "" : status.group(1)) + "superseded by " + status.group(2);
    }
}
