package io.shelfkeeper.deploy.house;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layout is the tool's business, so that no review ever speaks of it. */
class FormatTest {
  @Test
  void everySourceIsLaidOutByTheFormatter() {
    Path root = Folders.root();
    SourceFormat format = new SourceFormat(root);
    assertTrue(format.sources().size() > 10, "the sources were not found below " + root);
    List<Path> badly = format.badlyLaidOut().stream().map(root::relativize).toList();
    assertTrue(
        badly.isEmpty(),
        () -> badly.size() + " files are laid out badly: " + badly + "; run: mvn -Pformat");
  }
}
