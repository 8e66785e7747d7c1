package io.shelfkeeper.deploy.demo;

/**
 * Ends this program when the one that started it has ended, however that ended: a killed Maven must
 * not leave a shop behind.
 */
final class ParentWatch {
  private ParentWatch() {}

  static void start() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().exit(1)));
  }
}
