package dev.luffy.maven.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacementTest {

    @TempDir
    Path folder;

    @Test
    void allFilesAreReplacedAndNothingElseIsLeft() throws Exception {
        Files.writeString(folder.resolve("a.json"), "old");
        Replacement files = new Replacement();
        files.put(folder.resolve("a.json"), "new a\n");
        files.put(folder.resolve("deep/b.json"), "new b\n");

        files.write();

        assertThat(folder.resolve("a.json")).hasContent("new a");
        assertThat(folder.resolve("deep/b.json")).hasContent("new b");
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(2);
        }
    }

    @Test
    void aFailureAtTheLastFilePutsTheFirstOnesBack() throws Exception {
        Files.writeString(folder.resolve("a.json"), "old");
        // A folder that is not empty cannot be replaced by a file, which shows only when the file is renamed.
        Files.createDirectories(folder.resolve("c.json/x"));
        Replacement files = new Replacement();
        files.put(folder.resolve("a.json"), "new a\n");
        files.put(folder.resolve("b.json"), "new b\n");
        files.put(folder.resolve("c.json"), "new c\n");

        assertThatThrownBy(files::write).isInstanceOf(IOException.class);

        assertThat(folder.resolve("a.json")).hasContent("old");
        assertThat(folder.resolve("b.json")).doesNotExist();
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.map(each -> each.getFileName().toString())).containsExactlyInAnyOrder("a.json", "c.json");
        }
    }
}
