package io.shelfkeeper.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** One seeded change of shape somewhere in a sample: a key renamed, a value replaced or removed. */
final class SiteMutation {
  private static final LoadSettings LOAD =
      LoadSettings.builder().setSchema(new CoreSchema()).build();
  private static final DumpSettings DUMP =
      DumpSettings.builder().setSchema(new CoreSchema()).build();
  private static final List<Object> STRANGERS =
      List.of(
          "",
          "  ",
          "x",
          "a b",
          "ä",
          "A1",
          "no",
          "12",
          0,
          1,
          -1,
          11,
          247,
          248,
          10_001,
          1e6,
          0.25,
          2.5,
          true,
          List.of(),
          List.of(1),
          Map.of(),
          Map.of("id", "x"),
          "x".repeat(65));

  private final Random random;

  private SiteMutation(long seed) {
    random = new Random(seed);
  }

  /** A site file as plain maps, lists and values. */
  static Object tree(String text) {
    return new Load(LOAD).loadFromString(text);
  }

  static String text(Object tree) {
    return new Dump(DUMP).dumpToString(tree);
  }

  static Object mutant(SampleSite site, long seed) {
    SiteMutation mutation = new SiteMutation(seed);
    Object tree = tree(site.text());
    int changes = 1 + mutation.random.nextInt(2);
    for (int i = 0; i < changes; i++) {
      tree = mutation.change(tree);
    }
    return tree;
  }

  /** Goes down a random way and changes what is there. */
  private Object change(@Nullable Object node) {
    if (random.nextInt(8) > 0) {
      if (node instanceof Map<?, ?> map && !map.isEmpty()) {
        return changedMap(map);
      }
      if (node instanceof List<?> list && !list.isEmpty()) {
        return changedList(list);
      }
    }
    return STRANGERS.get(random.nextInt(STRANGERS.size()));
  }

  private Object changedMap(Map<?, ?> map) {
    Map<Object, Object> changed = new LinkedHashMap<>(map);
    Object key = new ArrayList<Object>(map.keySet()).get(random.nextInt(map.size()));
    switch (random.nextInt(6)) {
      case 0 -> changed.remove(key);
      case 1 -> changed.put(key + "x", changed.remove(key));
      default -> changed.put(key, change(map.get(key)));
    }
    return changed;
  }

  private Object changedList(List<?> list) {
    List<Object> changed = new ArrayList<>(list);
    int i = random.nextInt(list.size());
    changed.set(i, change(list.get(i)));
    return changed;
  }
}
