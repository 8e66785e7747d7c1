package io.shelfkeeper.simulator.backend;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Every order that was ever signed, one JSON line each, on the disk before it goes anywhere. */
final class OrderFile implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileChannel file;
  private final List<Ordered> orders = new ArrayList<>();

  /** Opens it and reads it to its last whole line; a torn one was never sent. */
  OrderFile(Path path) throws IOException {
    String all = Files.exists(path) ? Files.readString(path) : "";
    String whole = all.substring(0, all.lastIndexOf('\n') + 1);
    for (String line : whole.lines().toList()) {
      orders.add(Ordered.of(JSON.readTree(line)));
    }
    file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    file.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
    file.position(file.size());
  }

  List<Ordered> orders() {
    return List.copyOf(orders);
  }

  void add(Ordered order) throws IOException {
    ByteBuffer line = ByteBuffer.wrap((order.line() + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      file.write(line);
    }
    file.force(false);
    orders.add(order);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
