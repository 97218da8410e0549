package dev.luffy.maven.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path folder;

    @Test
    void aTextAppearsWholeInAFolderThatIsCreated() throws IOException {
        Path file = folder.resolve("a/b.txt");

        AtomicFile.write(file, "ä\n");
        AtomicFile.write(file, "ö\n");

        assertThat(file).hasContent("ö\n");
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void whatIsNotCompletedLeavesTheOldBytesAndNothingElse() throws IOException {
        Path file = folder.resolve("kept.txt");
        AtomicFile.write(file, "old");

        try (AtomicFile begun = new AtomicFile(file)) {
            begun.out().write("new".getBytes(StandardCharsets.UTF_8));
            assertThat(file).hasContent("old");
        }
        assertThatThrownBy(() -> AtomicFile.write(file, "half of a pair: \uD83D"))
                .isInstanceOf(CharacterCodingException.class);

        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
