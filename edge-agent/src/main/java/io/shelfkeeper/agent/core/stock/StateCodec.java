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
  private static final int VERSION = 1;
  private static final int LIST_MAX = 4096;

  private StateCodec() {}

  static byte[] write(Layout layout, Shelf shelf, Belief[] pools, Hands hands, long now) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeByte(layout.cellCount[shelf.index]);
      for (int j = 0; j < layout.cellCount[shelf.index]; j++) {
        out.writeDouble(shelf.settled() ? shelf.level(j) : shelf.expected[j]);
      }
      int[] slots = layout.slotsOfShelf[shelf.index];
      out.writeShort(slots.length);
      for (int slot : slots) {
        out.writeUTF(layout.sku[layout.slotProduct[slot]]);
        pools[layout.slotPool[slot]].write(out);
      }
      writeThings(layout, out, shelf.strays);
      List<Taking> takings =
          hands.takings.stream().filter(taking -> taking.shelf == shelf.index).toList();
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
    out.writeShort(taking.readings.size());
    for (Taking.Reading reading : taking.readings) {
      out.writeFloat((float) reading.probability);
      out.writeShort(reading.parts.size());
      for (Part part : reading.parts) {
        boolean planned = part.slot() >= 0 && part.slot() < layout.slots;
        out.writeBoolean(planned);
        out.writeUTF(planned ? layout.slotBay[part.slot()] : "");
        writeSku(layout, out, layout.product(part.slot()));
        out.writeShort(part.delta());
      }
      writeThings(layout, out, reading.things);
    }
  }

  private static void writeThings(Layout layout, DataOutputStream out, List<Thing> things)
      throws IOException {
    out.writeShort(things.size());
    for (Thing thing : things) {
      writeSku(layout, out, thing.product);
      out.writeFloat((float) thing.grams);
      out.writeFloat((float) thing.variance);
      out.writeFloat((float) thing.there);
    }
  }

  private static void writeSku(Layout layout, DataOutputStream out, int product)
      throws IOException {
    out.writeUTF(product == Layout.FOREIGN ? "" : layout.sku[product]);
  }

  static void read(byte[] state, Layout layout, Shelf shelf, Belief[] pools, Hands hands) {
    double[] levels;
    Belief[] beliefs = new Belief[layout.slots];
    List<Thing> strays;
    List<Taking> takings = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
      if (in.readByte() != VERSION) {
        throw new IOException("another version");
      }
      levels = new double[in.readByte()];
      for (int j = 0; j < levels.length; j++) {
        levels[j] = in.readDouble();
      }
      int slots = size(in);
      for (int i = 0; i < slots; i++) {
        String sku = in.readUTF();
        Belief belief = Belief.read(in);
        for (int slot : layout.slotsOfShelf[shelf.index]) {
          if (layout.sku[layout.slotProduct[slot]].equals(sku)) {
            beliefs[slot] = belief;
          }
        }
      }
      strays = readThings(layout, in);
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
    }
    for (int slot = 0; slot < layout.slots; slot++) {
      if (beliefs[slot] != null) {
        pools[layout.slotPool[slot]] = beliefs[slot];
      }
    }
    shelf.strays.addAll(strays);
    takings.forEach(hands::add);
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
    int count = size(in);
    List<Taking.Reading> readings = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      double probability = in.readFloat();
      int parts = size(in);
      List<Part> list = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        boolean planned = in.readBoolean();
        String bay = in.readUTF();
        int product = product(layout, in.readUTF());
        int slot = planned ? slot(layout, product, bay) : Layout.FOREIGN;
        list.add(
            new Part(
                slot != Layout.FOREIGN || product == Layout.FOREIGN ? slot : layout.slots + product,
                in.readShort()));
      }
      readings.add(new Taking.Reading(list, readThings(layout, in), probability));
    }
    return new Taking(id, shelf, -age, readings);
  }

  private static int slot(Layout layout, int product, String bay) {
    for (int i = 0; i < layout.slots; i++) {
      if (layout.slotProduct[i] == product && layout.slotBay[i].equals(bay)) {
        return i;
      }
    }
    return Layout.FOREIGN;
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
      int product = product(layout, in.readUTF());
      things.add(new Thing(product, in.readFloat(), in.readFloat(), in.readFloat()));
    }
    return things;
  }
}
