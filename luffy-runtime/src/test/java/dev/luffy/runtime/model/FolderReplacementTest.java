package dev.luffy.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.CheckpointFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderReplacementTest {
    @TempDir
    Path parent;

    private Path target;

    @BeforeEach
    void anOlderFolderIsThere() throws IOException {
        target = parent.resolve("model");
        Files.createDirectory(target);
        Files.writeString(target.resolve("old"), "old");
    }

    @Test
    void theNewFolderTakesThePlaceOfTheOldOne() throws IOException {
        replaceWithNew();
        assertThat(Golden.files(target)).containsExactly("new");
        assertThat(Golden.files(parent)).containsExactly("model");
    }

    @Test
    void theOldFolderStaysWhereItIsUntilTheNewOneIsComplete() throws IOException {
        FolderReplacement.replace(target, folder -> {
            assertThat(target.resolve("old")).hasContent("old");
            Files.writeString(folder.resolve("new"), "new");
        });
        assertThat(target.resolve("old")).doesNotExist();
    }

    @Test
    void afterAFailureTheOldFolderIsUntouchedAndNothingElseIsLeft() throws IOException {
        assertThatThrownBy(() -> FolderReplacement.replace(target, folder -> {
                    Files.writeString(folder.resolve("new"), "half");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(Golden.files(target)).containsExactly("old");
        assertThat(Golden.files(parent)).containsExactly("model");
    }

    @Test
    void whatAnInterruptedReplacementLeftIsClearedAway() throws IOException {
        Files.createDirectories(parent.resolve(".model.unfinished/inner"));
        Files.writeString(parent.resolve(".model.unfinished/inner/half"), "half");
        Files.createDirectory(parent.resolve(".model.replaced"));
        replaceWithNew();
        assertThat(Golden.files(parent)).containsExactly("model");
        assertThat(Golden.files(target)).containsExactly("new");
    }

    @Test
    void betweenTheTwoRenamesTheOldFolderIsNamedByTheErrorAndPutBackByTheNextReplacement() throws IOException {
        Files.move(target, parent.resolve(".model.replaced"));
        assertThatThrownBy(() -> ModelFolder.open(target))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessageContaining("saving it was interrupted; rename " + parent.resolve(".model.replaced"));
        assertThatThrownBy(() -> FolderReplacement.replace(target, folder -> {
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(target.resolve("old")).hasContent("old");
    }

    @Test
    void missingParentsAreCreated() throws IOException {
        target = parent.resolve("a/b/model");
        replaceWithNew();
        assertThat(target.resolve("new")).hasContent("new");
    }

    @Test
    void aFileIsNotReplacedByAFolder() throws IOException {
        target = Files.writeString(parent.resolve("file"), "precious");
        assertThatThrownBy(this::replaceWithNew).isInstanceOf(NotDirectoryException.class);
        assertThat(target).hasContent("precious");
    }

    private void replaceWithNew() throws IOException {
        FolderReplacement.replace(target, folder -> Files.writeString(folder.resolve("new"), "new"));
    }
}
