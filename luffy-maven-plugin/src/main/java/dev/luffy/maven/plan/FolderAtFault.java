package dev.luffy.maven.plan;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Traces a file that could not be read or written back to the parameter that put it there. */
public final class FolderAtFault {

    private FolderAtFault() {}

    /**
     * The complaint to throw.
     *
     * @throws FileSystemException what was given, if the file is in neither folder
     */
    public static UserErrorException of(Workspace workspace, FileSystemException e) throws FileSystemException {
        if (e.getFile() == null) throw e;
        Path file = Path.of(e.getFile());
        if (related(workspace.work(), file)) return complaint("luffy.workDirectory", workspace.work(), e);
        if (related(workspace.output(), file)) return complaint("luffy.outputDirectory", workspace.output(), e);
        throw e;
    }

    // The file at fault may be a parent of the folder that could not be made.
    private static boolean related(Path folder, Path file) {
        return file.startsWith(folder) || folder.startsWith(file);
    }

    private static UserErrorException complaint(String parameter, Path folder, FileSystemException e) {
        String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
        return new UserErrorException(
                parameter + " is " + folder + ", but " + e.getFile() + " cannot be read or written (" + reason
                        + "): name a folder that can be created and written",
                e);
    }
}
