package io.shelfkeeper.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SiteSchemaTest {
  private static final int MUTANTS = 600;

  /** What a schema cannot say: that names fit together, and what numbers mean to each other. */
  private static final List<String> BEYOND_A_SCHEMA =
      List.of(
          "there is no bus",
          "there is no cell",
          "there is no product",
          "is there already",
          "belongs to",
          "two devices with address",
          "equally often",
          "check digit",
          "cannot be counted",
          "in this bay already",
          "s of wire",
          "called like the bay",
          "in the fixture",
          "used already",
          "is not there, or this user",
          "no port ");

  private static JsonSchema schema;

  @BeforeAll
  static void readSchema() throws IOException {
    String text = Files.readString(DemoSite.SITES.resolve("site.schema.json"));
    schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
  }

  private static Set<ValidationMessage> messages(Object tree) {
    return schema.validate(new ObjectMapper().valueToTree(tree));
  }

  @Test
  void theDemoFitsTheSchema() {
    assertEquals(Set.of(), messages(SiteMutation.tree(DemoSite.text())));
  }

  @Test
  void schemaAndReaderAgreeOnWhatASchemaCanSay() {
    int refused = 0;
    for (long seed = 1; seed <= MUTANTS; seed++) {
      Object mutant = SiteMutation.mutant(seed);
      String text = SiteMutation.text(mutant);
      List<Problem> problems = DemoSite.problems(text);
      boolean shapeIsRight = problems.stream().allMatch(SiteSchemaTest::isBeyondASchema);
      Set<ValidationMessage> messages = messages(mutant);
      long s = seed;
      assertEquals(
          messages.isEmpty(),
          shapeIsRight,
          () -> "SiteMutation.mutant(" + s + "): schema " + messages + ", reader " + problems);
      refused += shapeIsRight ? 0 : 1;
    }
    assertTrue(refused > MUTANTS / 4 && refused < MUTANTS, "refused " + refused);
  }

  private static boolean isBeyondASchema(Problem problem) {
    return BEYOND_A_SCHEMA.stream().anyMatch(problem.what()::contains);
  }
}
