package io.shelfkeeper.agent.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a disk holds while the recorded system calls of a journal go by, and what it may hold after
 * a power cut: of each file what was synced, and of the writes since then any, all, or parts in
 * whole sectors. Names change in order and are safe with the next sync, as on a journaling file
 * system.
 */
final class RecordedDisk {
  private static final int SECTOR = 512;

  /** {@code strace -f -qq -y -xx -e signal=none} with these calls is what {@link #calls} reads. */
  static final String CALLS =
      "openat,write,pwrite64,ftruncate,fsync,fdatasync,rename,unlink,unlinkat";

  /** How strace writes {@code journal.}, which is in every name that matters here. */
  private static final String JOURNAL =
      HexFormat.of().withPrefix("\\x").formatHex("journal.".getBytes(StandardCharsets.US_ASCII));

  private static final Pattern CALL = Pattern.compile("^\\d+ +(\\w+)\\((.*)\\) += (\\d+).*$");
  // A call that never returned, because its process ended, changed nothing that anybody was told.
  private static final Pattern FAILED =
      Pattern.compile("^\\d+ .*( = (-1 |\\?).*| <detached \\.\\.\\.>)$");
  private static final Pattern UNFINISHED =
      Pattern.compile("^(\\d+) +(.*) <unfinished \\.\\.\\.>$");
  private static final Pattern RESUMED = Pattern.compile("^(\\d+) +<\\.\\.\\. \\S+ resumed>(.*)$");
  private static final Pattern TEXT = Pattern.compile("[\"<]((?:\\\\x[0-9a-f]{2})*)[\">]");

  /**
   * One recorded call that succeeded.
   *
   * @param texts its paths and bytes in their order, also those that belong to descriptors
   * @param arguments as they were written
   */
  record Call(String name, List<byte[]> texts, String arguments) {
    String text(int place) {
      return new String(texts.get(place), StandardCharsets.ISO_8859_1);
    }

    /** What the process said, if that is what this call does. */
    String said() {
      return name.equals("write") && arguments.startsWith("1<") ? text(1) : "";
    }

    private int number(int fromEnd) {
      String[] parts = arguments.split(", ");
      return Integer.parseInt(parts[parts.length - 1 - fromEnd]);
    }
  }

  /**
   * Runs a program to its end and records what it does. Skips the test where that cannot be done.
   *
   * @param trace file for the record
   */
  static List<Call> record(Path trace, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    ChildJvm.needs("strace");
    List<String> strace =
        List.of(
            "strace",
            "-f",
            "-qq",
            "-y",
            "-xx",
            "-s",
            "100000",
            "-e",
            "signal=none",
            "-e",
            "trace=" + CALLS,
            "-o",
            trace.toString());
    Process child = ChildJvm.start(strace, program, arguments);
    child.inputReader().lines().forEach(line -> {});
    if (child.waitFor() != 0) {
      throw new IOException(program.getSimpleName() + " failed");
    }
    return calls(trace);
  }

  /** A change that is not synced: bytes at an offset, or a new length if there are none. */
  private record Change(int offset, byte[] bytes) {
    boolean isLength() {
      return bytes.length == 0;
    }
  }

  private static final class Content {
    private byte[] synced = new byte[0];
    private final List<Change> since = new ArrayList<>();

    void sync() {
      for (Change change : since) {
        synced = applied(synced, change);
      }
      since.clear();
    }

    byte[] afterPowerCut(Random random) {
      byte[] left = synced;
      for (Change change : since) {
        int fate = random.nextInt(3);
        if (fate == 1) {
          left = applied(left, change);
        } else if (fate == 2) {
          left = applied(left, torn(change, random));
        }
      }
      return left;
    }

    private static Change torn(Change change, Random random) {
      int end = change.offset + change.bytes.length;
      int cut = (change.offset + random.nextInt(change.bytes.length + 1)) / SECTOR * SECTOR;
      boolean head = random.nextBoolean();
      if (change.isLength() || cut <= change.offset || cut >= end) {
        return change;
      }
      int at = cut - change.offset;
      return head
          ? new Change(change.offset, Arrays.copyOf(change.bytes, at))
          : new Change(cut, Arrays.copyOfRange(change.bytes, at, change.bytes.length));
    }

    private static byte[] applied(byte[] content, Change change) {
      if (change.isLength()) {
        return Arrays.copyOf(content, change.offset);
      }
      int end = change.offset + change.bytes.length;
      byte[] next = Arrays.copyOf(content, Math.max(content.length, end));
      System.arraycopy(change.bytes, 0, next, change.offset, change.bytes.length);
      return next;
    }
  }

  private final Path folder;
  private final Map<String, Content> names = new HashMap<>();
  private Map<String, Content> safeNames = new HashMap<>();
  private final List<Map<String, Content>> namesSince = new ArrayList<>();

  /** How often the log was moved into the database. */
  int checkpoints;

  RecordedDisk(Path folder) {
    this.folder = folder;
  }

  static List<Call> calls(Path trace) throws IOException {
    List<Call> calls = new ArrayList<>();
    Map<String, String> begun = new HashMap<>();
    for (String line : Files.readAllLines(trace)) {
      // Another thread came between the begin and the end of a call: it counts where it ended.
      Matcher unfinished = UNFINISHED.matcher(line);
      Matcher resumed = RESUMED.matcher(line);
      if (unfinished.matches()) {
        begun.put(unfinished.group(1), unfinished.group(2));
        continue;
      }
      String whole = line;
      if (resumed.matches()) {
        whole = resumed.group(1) + " " + begun.remove(resumed.group(1)) + resumed.group(2);
      }
      Matcher call = CALL.matcher(whole);
      if (call.matches()) {
        calls.add(call(call.group(1), call.group(2)));
      } else if (!FAILED.matcher(whole).matches() && whole.contains(JOURNAL)) {
        // Whatever else strace remarks, of other files or of threads that end, is not our business.
        throw new IllegalArgumentException("not understood: " + line);
      }
    }
    return calls;
  }

  private static Call call(String name, String arguments) {
    List<byte[]> texts = new ArrayList<>();
    Matcher text = TEXT.matcher(arguments);
    while (text.find()) {
      texts.add(HexFormat.of().parseHex(text.group(1).replace("\\x", "")));
    }
    return new Call(name, texts, arguments);
  }

  /**
   * The process does that.
   *
   * @return whether it means anything to the journal's files
   */
  boolean happens(Call call) {
    switch (call.name()) {
      case "openat" -> {
        // Folder, path, and the path of the new descriptor, which is not one of the arguments.
        String name = nameOf(call.text(call.texts().size() - 1));
        return call.arguments().contains("O_CREAT") && isJournal(name) && create(name);
      }
      case "rename" -> {
        String from = nameOf(call.text(0));
        if (!isJournal(from)) {
          return false;
        }
        Content moved = names.remove(from);
        names.put(nameOf(call.text(1)), moved);
        return renamed();
      }
      case "unlink", "unlinkat" -> {
        return names.remove(nameOf(call.text(call.texts().size() - 1))) != null && renamed();
      }
      case "fsync", "fdatasync" -> {
        Content synced = names.get(nameOf(call.text(0)));
        if (synced == null && !call.text(0).equals(folder.toString())) {
          return false;
        }
        if (synced != null) {
          synced.sync();
        }
        safeNames = new HashMap<>(names);
        namesSince.clear();
        return true;
      }
      case "pwrite64" -> {
        return change(call, new Change(call.number(0), call.texts().get(1)));
      }
      case "ftruncate" -> {
        return change(call, new Change(call.number(0), new byte[0]));
      }
      default -> {
        return false;
      }
    }
  }

  private boolean create(String name) {
    if (names.containsKey(name)) {
      return false;
    }
    names.put(name, new Content());
    return renamed();
  }

  private boolean renamed() {
    namesSince.add(new HashMap<>(names));
    return true;
  }

  private boolean change(Call call, Change change) {
    String name = nameOf(call.text(0));
    Content content = names.get(name);
    if (content == null) {
      return false;
    }
    checkpoints += name.equals("journal.db") && change.isLength() ? 1 : 0;
    content.since.add(change);
    return true;
  }

  private String nameOf(String path) {
    return path.startsWith(folder + "/") ? path.substring(folder.toString().length() + 1) : "";
  }

  /** The shared-memory index is made anew by whoever opens the journal first. */
  private static boolean isJournal(String name) {
    return name.startsWith("journal.") && !name.endsWith("-shm");
  }

  /** Lays down what a power cut now may have left, in place of a journal that is there. */
  void cutPower(Random random, Path target) throws IOException {
    deleteJournal(target);
    int changes = random.nextInt(namesSince.size() + 1);
    Map<String, Content> left = changes == 0 ? safeNames : namesSince.get(changes - 1);
    for (Map.Entry<String, Content> file : left.entrySet()) {
      Files.write(target.resolve(file.getKey()), file.getValue().afterPowerCut(random));
    }
  }

  private static void deleteJournal(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("journal.")) {
          Files.delete(file);
        }
      }
    }
  }
}
