package io.shelfkeeper.simulator.tags;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The flash of a tag: pictures that it has whole, and the one that it is fetching. */
final class TagMemory {
  private static final int PICTURES = 3;
  private static final int BLOCK_DATA = 4_096;
  private static final int BLOCK_HEADER = 4;

  private final Map<Long, Picture> pictures = new LinkedHashMap<>(8, 0.75f, true);
  private @Nullable Fetching fetching;

  /** Data of a picture, as announced. */
  record Picture(int type, byte[] data) {}

  private record Fetching(Offer offer, byte[][] blocks) {}

  /** Names of all that are there. */
  Set<String> names() {
    return pictures.keySet().stream().map(TagMemory::name).collect(Collectors.toSet());
  }

  /** A version as people write it: the first eight bytes of the sum of the data. */
  static String name(long version) {
    return String.format(Locale.ROOT, "%016x", Long.reverseBytes(version));
  }

  @Nullable Picture picture(long version) {
    return pictures.get(version);
  }

  /** Begins to fetch, or goes on with what was fetched of the same picture before. */
  void begin(Offer offer) {
    if (fetching == null
        || fetching.offer.version() != offer.version()
        || fetching.offer.size() != offer.size()) {
      int blocks = Math.max(1, (offer.size() + BLOCK_DATA - 1) / BLOCK_DATA);
      fetching = new Fetching(offer, new byte[blocks][]);
    }
  }

  boolean isFetching(Offer offer) {
    return fetching != null && fetching.offer.version() == offer.version();
  }

  /** The first block that is missing, -1 if none is. */
  int missing() {
    return Arrays.asList(begun().blocks).indexOf(null);
  }

  /**
   * Keeps a block if its size and its sum are right; a tag checks nothing else.
   *
   * @param block size, sum and data as they came by air
   */
  boolean keep(int number, byte[] block) {
    int size = block[0] & 0xFF | (block[1] & 0xFF) << 8;
    int sum = block[2] & 0xFF | (block[3] & 0xFF) << 8;
    int expected = Math.min(BLOCK_DATA, begun().offer.size() - number * BLOCK_DATA);
    if (size != expected) {
      return false;
    }
    byte[] data = Arrays.copyOfRange(block, BLOCK_HEADER, BLOCK_HEADER + size);
    for (byte one : data) {
      sum -= one & 0xFF;
    }
    if ((sum & 0xFFFF) != 0) {
      return false;
    }
    begun().blocks[number] = data;
    return true;
  }

  /** All blocks are there: the picture moves in, and the one that was not used for longest out. */
  void finish() {
    Offer offer = begun().offer;
    byte[] data = new byte[offer.size()];
    int at = 0;
    for (byte[] block : begun().blocks) {
      System.arraycopy(block, 0, data, at, block.length);
      at += block.length;
    }
    fetching = null;
    pictures.put(offer.version(), new Picture(offer.type(), data));
    if (pictures.size() > PICTURES) {
      pictures.remove(pictures.keySet().iterator().next());
    }
  }

  private Fetching begun() {
    return Objects.requireNonNull(fetching, "nothing is being fetched");
  }
}
