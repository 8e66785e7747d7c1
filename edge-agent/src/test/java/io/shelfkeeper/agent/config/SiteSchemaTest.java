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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
          "no port ",
          "does not go with it",
          "is no lock board",
          "holds",
          "shares its door",
          "no door opens",
          "this fixture has no bay",
          "longer than the coil",
          "cannot make",
          "what this door opens",
          "own channel",
          "without a contact has no input",
          "a lock lacks the key \"input\"",
          "there is no device",
          "there is no door",
          "plays no signals",
          "have their device already",
          "there is no lock",
          "is no currency",
          "is no time zone",
          "has more decimals than",
          "is not above the price now",
          "speaks 115200 only",
          "serves no tag",
          "is no name of a tag",
          "could show",
          "there is no bay",
          "does not belong in this bay",
          "this board has no ",
          "times the range",
          "s of waiting");

  private static JsonSchema schema;

  @BeforeAll
  static void readSchema() throws IOException {
    String text = Files.readString(SampleSite.DEMO.folder().resolve("site.schema.json"));
    schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
  }

  private static Set<ValidationMessage> messages(Object tree) {
    return schema.validate(new ObjectMapper().valueToTree(tree));
  }

  @ParameterizedTest
  @EnumSource
  void theSamplesFitTheSchema(SampleSite site) {
    assertEquals(Set.of(), messages(SiteMutation.tree(site.text())));
  }

  @ParameterizedTest
  @EnumSource
  void schemaAndReaderAgreeOnWhatASchemaCanSay(SampleSite site) {
    int refused = 0;
    for (long seed = 1; seed <= MUTANTS; seed++) {
      Object mutant = SiteMutation.mutant(site, seed);
      String text = SiteMutation.text(mutant);
      List<Problem> problems = site.problems(text);
      boolean shapeIsRight = problems.stream().allMatch(SiteSchemaTest::isBeyondASchema);
      Set<ValidationMessage> messages = messages(mutant);
      long s = seed;
      assertEquals(
          messages.isEmpty(),
          shapeIsRight,
          () ->
              "SiteMutation.mutant(SampleSite."
                  + site
                  + ", "
                  + s
                  + "L): schema "
                  + messages
                  + ", reader "
                  + problems);
      refused += shapeIsRight ? 0 : 1;
    }
    assertTrue(refused > MUTANTS / 4 && refused < MUTANTS, "refused " + refused);
  }

  private static boolean isBeyondASchema(Problem problem) {
    return BEYOND_A_SCHEMA.stream().anyMatch(problem.what()::contains);
  }
}
