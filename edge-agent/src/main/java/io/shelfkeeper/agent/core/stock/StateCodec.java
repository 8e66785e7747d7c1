package io.shelfkeeper.agent.core.stock;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The state of one shelf as bytes: levels, beliefs, what is in hands from there, what lies there
 * that we know. Nothing is taken over unless all of it can be read.
 */
final class StateCodec {
  private static final int VERSION = 5;

  /** The oldest that is still read; what a later one added is then as it is at first. */
  private static final int VERSION_OLDEST = 2;

  private static final int DOUBTS_SINCE = 3;
  private static final int COUNTED_SINCE = 4;
  private static final int CELLS_SINCE = 5;
  private static final int LIST_MAX = 4096;

  private StateCodec() {}

  static byte[] write(Layout layout, Shelf shelf, Teller teller) {
    Memory memory = teller.memory();
    Tally tally = teller.tally();
    long now = teller.now();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeByte(layout.cellCount[shelf.index]);
      for (int j = 0; j < layout.cellCount[shelf.index]; j++) {
        out.writeDouble(shelf.settled() ? shelf.level(j) : shelf.expected[j]);
      }
      shelf.track.noise.write(out);
      int[] slots = layout.slotsOfShelf[shelf.index];
      out.writeShort(slots.length);
      for (int slot : slots) {
        out.writeUTF(layout.slotBay[slot]);
        out.writeUTF(layout.sku[layout.slotProduct[slot]]);
        memory.count(layout.slotPool[slot]).write(out);
        out.writeInt(tally.raw(slot));
      }
      writeThings(layout, out, memory.known.get(shelf.index));
      List<Taking> takings =
          memory.hands.takings.stream().filter(taking -> taking.shelf == shelf.index).toList();
      out.writeShort(takings.size());
      for (Taking taking : takings) {
        writeTaking(layout, out, taking, now);
      }
      for (SpanDoubt doubt : teller.doubts(shelf.index)) {
        doubt.write(out);
      }
      for (double grams : shelf.counted) {
        out.writeDouble(grams);
      }
      for (String cell : layout.cells.get(shelf.index)) {
        out.writeUTF(cell);
      }
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private static void writeTaking(Layout layout, DataOutputStream out, Taking taking, long now)
      throws IOException {
    out.writeUTF(taking.id);
    out.writeLong(now - taking.nanos);
    out.writeByte(taking.told);
    out.writeShort(taking.readings.size());
    for (Taking.Reading reading : taking.readings) {
      out.writeFloat((float) reading.probability);
      out.writeShort(reading.parts.size());
      for (Part part : reading.parts) {
        writeSlot(layout, out, part.slot());
        out.writeShort(part.delta());
      }
      writeThings(layout, out, reading.things);
    }
  }

  private static void writeThings(Layout layout, DataOutputStream out, List<Thing> things)
      throws IOException {
    out.writeShort(things.size());
    for (Thing thing : things) {
      writeSlot(layout, out, thing.slot);
      out.writeFloat((float) thing.grams);
      out.writeFloat((float) thing.variance);
      out.writeFloat((float) thing.there);
    }
  }

  /** By names, because another planogram has other numbers. */
  private static void writeSlot(Layout layout, DataOutputStream out, int slot) throws IOException {
    boolean planned = slot >= 0 && slot < layout.slots;
    int product = layout.product(slot);
    out.writeBoolean(planned);
    out.writeUTF(planned ? layout.slotBay[slot] : "");
    out.writeUTF(product == Layout.FOREIGN ? "" : layout.sku[product]);
  }

  static void read(byte[] state, Layout layout, Shelf shelf, Teller teller) {
    Memory memory = teller.memory();
    Tally tally = teller.tally();
    double[] levels;
    double[] counted;
    float[] noise;
    Belief[] beliefs = new Belief[layout.slots];
    int[] counts = new int[layout.slots];
    List<Thing> known;
    List<Taking> takings = new ArrayList<>();
    List<SpanDoubt> doubts = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
      int version = in.readByte();
      if (version < VERSION_OLDEST || version > VERSION) {
        throw new IOException("another version");
      }
      levels = new double[in.readByte()];
      counted = new double[levels.length];
      for (int j = 0; j < levels.length; j++) {
        levels[j] = in.readDouble();
      }
      noise = new float[3 * levels.length];
      for (int j = 0; j < noise.length; j++) {
        noise[j] = in.readFloat();
      }
      int slots = size(in);
      for (int i = 0; i < slots; i++) {
        String bay = in.readUTF();
        String sku = in.readUTF();
        Belief belief = Belief.read(in);
        int count = in.readInt();
        for (int slot : layout.slotsOfShelf[shelf.index]) {
          if (layout.slotBay[slot].equals(bay)
              && layout.sku[layout.slotProduct[slot]].equals(sku)) {
            beliefs[slot] = belief;
            counts[slot] = count;
          }
        }
      }
      known = readThings(layout, in);
      int count = size(in);
      for (int i = 0; i < count; i++) {
        takings.add(readTaking(layout, in, shelf.index));
      }
      for (int j = 0; version >= DOUBTS_SINCE && j < levels.length; j++) {
        doubts.add(SpanDoubt.read(in));
      }
      for (int j = 0; version >= COUNTED_SINCE && j < levels.length; j++) {
        counted[j] = in.readDouble();
      }
      for (int j = 0; version >= CELLS_SINCE && j < levels.length; j++) {
        cells.add(in.readUTF());
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the stored state of shelf " + layout.shelves.get(shelf.index) + " cannot be read", e);
    }
    int[] at = places(cells, levels.length, layout.cells.get(shelf.index));
    if (levels.length == layout.cellCount[shelf.index]) {
      for (int j = 0; j < at.length; j++) {
        if (at[j] >= 0) {
          shelf.expected[at[j]] = levels[j];
          shelf.counted[at[j]] = counted[j];
          shelf.track.noise.restore(at[j], noise, 3 * j);
        }
      }
      shelf.absentLong = true;
    }
    // A doubt without a name is nobody's.
    for (int j = 0; j < cells.size(); j++) {
      int now = layout.cells.get(shelf.index).indexOf(cells.get(j));
      if (now >= 0) {
        teller.doubts(shelf.index)[now] = doubts.get(j);
      }
    }
    for (int slot = 0; slot < layout.slots; slot++) {
      if (beliefs[slot] != null) {
        memory.know(layout.slotPool[slot], beliefs[slot]);
        tally.set(slot, counts[slot]);
      }
    }
    memory.known.get(shelf.index).addAll(known);
    takings.forEach(memory::take);
  }

  /**
   * Where the cells of a state are now, -1 for those that are gone. Where no name is known, all are
   * taken to be where they were: they were only named anew, or written without names.
   */
  private static int[] places(List<String> cells, int count, List<String> now) {
    boolean byName = cells.stream().anyMatch(now::contains);
    return IntStream.range(0, count).map(j -> byName ? now.indexOf(cells.get(j)) : j).toArray();
  }

  private static int size(DataInputStream in) throws IOException {
    int size = in.readShort();
    if (size < 0 || size > LIST_MAX) {
      throw new IOException("a list of " + size);
    }
    return size;
  }

  private static Taking readTaking(Layout layout, DataInputStream in, int shelf)
      throws IOException {
    String id = in.readUTF();
    long age = in.readLong();
    int told = in.readByte();
    int count = size(in);
    List<Taking.Reading> readings = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      double probability = in.readFloat();
      int parts = size(in);
      List<Part> list = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        list.add(new Part(readSlot(layout, in), in.readShort()));
      }
      readings.add(new Taking.Reading(list, readThings(layout, in), probability));
    }
    if (readings.isEmpty() || told < 0 || told >= readings.size()) {
      throw new IOException("a taking without its reading");
    }
    Taking taking = new Taking(id, shelf, -age, readings);
    taking.told = told;
    return taking;
  }

  private static int readSlot(Layout layout, DataInputStream in) throws IOException {
    boolean planned = in.readBoolean();
    String bay = in.readUTF();
    int product = product(layout, in.readUTF());
    if (product == Layout.FOREIGN) {
      return Layout.FOREIGN;
    }
    for (int i = 0; planned && i < layout.slots; i++) {
      if (layout.slotProduct[i] == product && layout.slotBay[i].equals(bay)) {
        return i;
      }
    }
    return layout.slots + product;
  }

  private static int product(Layout layout, String sku) {
    for (int p = 0; p < layout.sku.length; p++) {
      if (layout.sku[p].equals(sku)) {
        return p;
      }
    }
    return Layout.FOREIGN;
  }

  private static List<Thing> readThings(Layout layout, DataInputStream in) throws IOException {
    int count = size(in);
    List<Thing> things = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int slot = readSlot(layout, in);
      things.add(
          new Thing(layout.product(slot), slot, in.readFloat(), in.readFloat(), in.readFloat()));
    }
    return things;
  }
}
