package io.paz.confd.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The map of challenges of an ACME authority. */
class ChallengeFilesTest {

    private static final String FOLDER = "/paz/acme/challenges/";

    @TempDir
    Path folder;

    @Test
    void well_formed_challenges_are_listed_and_others_are_not() throws Exception {
        SortedMap<String, String> tree = Trees.usual();
        String token = "t".repeat(128);
        tree.put(FOLDER + "shop.example.org/Tok-en_1", "Tok-en_1.thumb");
        tree.put(FOLDER + "shop.example.org/" + token, token + ".thumb");
        String expected = """
                shop.example.org/.well-known/acme-challenge/Tok-en_1 Tok-en_1.thumb
                shop.example.org/.well-known/acme-challenge/%1$s %1$s.thumb
                """.formatted(token);
        assertThat(map(tree)).isEqualTo(expected);

        for (String answer : new String[] {"a b", "a\nb c", "a%[src]", "", "x".repeat(257), "a.b.c", "\uFFFD"}) {
            tree.put(FOLDER + "bad.example.org/token", answer);
            assertThat(map(tree)).as(answer).isEqualTo(expected);
        }
        tree.remove(FOLDER + "bad.example.org/token");
        for (String key : new String[] {
            "bad.example.org/a b",
            "bad.example.org/a\nb",
            "Bad.example.org/a",
            "bad/a",
            "b ad.example.org/a",
            "a.b\n c/a"
        }) {
            tree.put(FOLDER + key, "a.thumb");
        }
        assertThat(map(tree)).isEqualTo(expected);
        HaproxyFilesTest.assertHaproxyTakes(folder, new Renderer(ConfFiles.builtIn(), Map.of()).render(tree));
    }

    private static String map(SortedMap<String, String> tree) {
        return new Renderer(ConfFiles.builtIn(), Map.of()).render(tree).get("challenges.map");
    }
}
