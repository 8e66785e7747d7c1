package io.shelfkeeper.deploy.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds {@code synchronized} in compiled classes: the rule library does not see the blocks. */
final class Monitors {
  private Monitors() {}

  /** Classes that take a lock of the language, by name. */
  static List<String> holders() {
    List<String> holders = new ArrayList<>();
    for (Path folder : Code.folders()) {
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .filter(file -> file.toString().endsWith(".class"))
            .map(Monitors::parsed)
            .filter(type -> type.methods().stream().anyMatch(Monitors::locks))
            .forEach(type -> holders.add(type.thisClass().asInternalName().replace('/', '.')));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return holders;
  }

  private static ClassModel parsed(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean locks(MethodModel method) {
    return method.flags().has(AccessFlag.SYNCHRONIZED)
        || method
            .code()
            .map(
                code ->
                    code.elementStream()
                        .anyMatch(
                            element ->
                                element instanceof MonitorInstruction monitor
                                    && monitor.opcode() == Opcode.MONITORENTER))
            .orElse(false);
  }
}
