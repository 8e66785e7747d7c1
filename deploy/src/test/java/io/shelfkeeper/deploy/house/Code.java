package io.shelfkeeper.deploy.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Our own compiled classes, all modules, without tests. */
final class Code {
  static final String DRIVERS = "io.shelfkeeper.drivers";
  static final String AGENT = "io.shelfkeeper.agent";
  static final String SIMULATOR = "io.shelfkeeper.simulator";
  static final String DEPLOY = "io.shelfkeeper.deploy";

  /** Read once: the rules look at the same classes from many sides. */
  static final JavaClasses CLASSES = new ClassFileImporter().importPaths(folders());

  private Code() {}

  static List<Path> folders() {
    return Folders.MODULES.stream()
        .map(module -> Folders.root().resolve(module).resolve("target/classes"))
        .filter(Files::isDirectory)
        .toList();
  }
}
