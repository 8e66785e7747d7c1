package io.shelfkeeper.simulator.backend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A planogram as a backend sends it: parts of plain JSON, and a manifest that names their hashes.
 */
record Planogram(Parts parts) {
  private static final int PART_BYTES_MAX = 16_384;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The planogram of a file, cut into parts that are small enough.
   *
   * @param file {@code {"products": […], "bays": […]}}
   * @throws IOException if it cannot be read, or is no JSON
   */
  static Planogram of(Path file) throws IOException {
    List<String> parts = new ArrayList<>();
    ObjectNode part = JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> list : JSON.readTree(file.toFile()).properties()) {
      for (JsonNode entry : list.getValue()) {
        ObjectNode longer = part.deepCopy();
        longer.withArray(list.getKey()).add(entry);
        if (longer.toString().getBytes(StandardCharsets.UTF_8).length > PART_BYTES_MAX) {
          parts.add(part.toString());
          longer = JSON.createObjectNode();
          longer.withArray(list.getKey()).add(entry);
        }
        part = longer;
      }
    }
    parts.add(part.toString());
    return new Planogram(Parts.of(parts));
  }

  /** What is signed. The site is the tenant where a site file names none, as that of the demo. */
  String manifest(String site, long version, String apply) {
    return """
    {"purpose":"shelfkeeper-planogram-1","tenant":"%s","site":"%s","version":%d,\
    "apply":"%s","parts":[%s]}\
    """
        .formatted(site, site, version, apply, parts.hashes());
  }
}
