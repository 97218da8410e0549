package dev.luffy.maven.ablate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an earlier call has left in the folder of an ablation. */
record EarlierTables(Path folder) {

    /** Whether they show a result, which tables of none would wipe out. */
    boolean haveResults() throws IOException {
        Path effects = folder.resolve("table.csv");
        return Files.isRegularFile(effects) && Files.readAllLines(effects).size() > 1; // the first has the names
    }
}
