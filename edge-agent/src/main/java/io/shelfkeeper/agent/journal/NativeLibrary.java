package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.files.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's machine code, kept unpacked in a private folder from one start to the next.
 *
 * <p>Left to itself the library unpacks 1.1 MB under a random name at every start, compares it byte
 * by byte (0.1 s of CPU, a fifth of a start) and leaves it behind when the process is killed. A
 * kept copy is never trusted unseen: its checksum must be the one in the jar's directory.
 */
final class NativeLibrary {
  private static final String PATH = "org.sqlite.lib.path";
  private static final String NAME = "org.sqlite.lib.name";
  private static final String UNPACK_TO = "org.sqlite.tmpdir";

  private NativeLibrary() {}

  /** Tells the library where its machine code is, unless the launcher has done so. */
  static void prepare(Path folder) throws IOException {
    if (System.getProperty(PATH) != null) {
      return;
    }
    Files.createDirectories(folder);
    System.setProperty(UNPACK_TO, folder.toString());
    String name = LibraryLoaderUtil.getNativeLibName();
    URL packed =
        LibraryLoaderUtil.class.getResource(
            LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name);
    sweep(folder, name);
    if (packed == null || !(packed.openConnection() instanceof JarURLConnection jar)) {
      return;
    }
    Path kept = folder.resolve(name);
    if (!Files.isRegularFile(kept) || checksum(kept) != jar.getJarEntry().getCrc()) {
      try (InputStream content = jar.getInputStream()) {
        AtomicFile.write(kept, content.readAllBytes());
      }
    }
    System.setProperty(PATH, folder.toString());
    System.setProperty(NAME, name);
  }

  /** What a killed process left behind. */
  private static void sweep(Path folder, String kept) throws IOException {
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!file.getFileName().toString().equals(kept)) {
          Files.delete(file);
        }
      }
    }
  }

  private static long checksum(Path file) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(Files.readAllBytes(file));
    return crc.getValue();
  }
}
