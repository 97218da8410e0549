package dev.luffy.maven.input;

import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.InputDigest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** One entry of an archive. Nothing else is unpacked, and the entry's name never becomes a path. */
record ZipEntryFile(String element, Path archive, String entry) {

    /** SHA-256 of the entry's bytes. */
    String sha256() throws IOException {
        try (ZipFile zip = open()) {
            DigestInputStream bytes = new DigestInputStream(content(zip), InputDigest.sha256());
            bytes.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
        }
    }

    void writeTo(Path file) throws IOException {
        try (ZipFile zip = open();
                OutputStream out = Files.newOutputStream(file)) {
            content(zip).transferTo(out);
        }
    }

    private ZipFile open() throws IOException {
        try {
            return new ZipFile(archive.toFile());
        } catch (ZipException e) {
            throw new UserErrorException(
                    element + "<entry> is " + entry + ", but " + archive
                            + " is no archive: leave <entry> out to read the artifact itself",
                    e);
        }
    }

    private InputStream content(ZipFile zip) throws IOException {
        ZipEntry found = zip.getEntry(entry);
        if (found == null || found.isDirectory()) {
            String files = zip.stream()
                    .filter(each -> !each.isDirectory())
                    .map(ZipEntry::getName)
                    .sorted()
                    .limit(10)
                    .toList()
                    .toString();
            throw new UserErrorException(
                    element + "<entry> is " + entry + ", but " + archive + " has no such file; it has " + files);
        }
        return zip.getInputStream(found);
    }
}
