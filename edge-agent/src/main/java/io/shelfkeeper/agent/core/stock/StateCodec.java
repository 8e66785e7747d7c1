package io.shelfkeeper.agent.core.stock;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of one shelf as bytes: levels, beliefs, what is in hands from there, what lies there
 * that we know. Nothing is taken over unless all of it can be read.
 */
final class StateCodec {
  private static final int VERSION = 2;
  private static final int LIST_MAX = 4096;

  private StateCodec() {}

  static byte[] write(Layout layout, Shelf shelf, Memory memory, Tally tally, long now) {
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
        memory.pools[layout.slotPool[slot]].write(out);
        out.writeInt(tally.raw(slot));
      }
      writeThings(layout, out, memory.known.get(shelf.index));
      List<Taking> takings =
          memory.hands.takings.stream().filter(taking -> taking.shelf == shelf.index).toList();
      out.writeShort(takings.size());
      for (Taking taking : takings) {
        writeTaking(layout, out, taking, now);
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

  static void read(byte[] state, Layout layout, Shelf shelf, Memory memory, Tally tally) {
    double[] levels;
    float[] noise;
    Belief[] beliefs = new Belief[layout.slots];
    int[] counts = new int[layout.slots];
    List<Thing> known;
    List<Taking> takings = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
      if (in.readByte() != VERSION) {
        throw new IOException("another version");
      }
      levels = new double[in.readByte()];
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
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the stored state of shelf " + layout.shelves.get(shelf.index) + " cannot be read", e);
    }
    if (levels.length == layout.cellCount[shelf.index]) {
      System.arraycopy(levels, 0, shelf.expected, 0, levels.length);
      shelf.absentLong = true;
      shelf.track.noise.restore(noise);
    }
    for (int slot = 0; slot < layout.slots; slot++) {
      if (beliefs[slot] != null) {
        memory.pools[layout.slotPool[slot]] = beliefs[slot];
        tally.set(slot, counts[slot]);
      }
    }
    memory.known.get(shelf.index).addAll(known);
    takings.forEach(memory.hands::add);
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
