package io.shelfkeeper.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SiteFilesTest {
  private static final SampleSite DEMO = SampleSite.DEMO;

  @Test
  void theDemoShopIsReadCompletely() {
    SiteFile site = DEMO.accepted(DEMO.text());
    assertEquals("demo-shop", site.site());
    assertEquals(7, site.buses().size());
    assertEquals(17, site.devices().size());
    assertEquals(8, site.tags().size());
    assertEquals(4, site.locks().all().size());
    assertEquals(12, site.products().size());
    assertEquals(12, site.bays().size());
    assertEquals(
        new SiteFile.Link.Serial("/tmp/shelfkeeper-demo/fridge-bus", 115_200, 'N', 1),
        site.buses().getFirst().link());
    assertEquals(
        new SiteFile.Broker("127.0.0.1", 1883, false, null, SiteFile.Delivery.BACKEND),
        site.broker());
    assertEquals(new SiteFile.Planned("gum-30", 20, 3), site.bays().get(10).products().getFirst());
    assertEquals("A1", site.bays().getFirst().shelf());
  }

  static List<Arguments> mistakes() {
    return Mistakes.read("mistakes.txt");
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("mistakes")
  void aMistakeIsNamedWithItsLineAndTheRemedy(
      String piece, String by, String what, String instead) {
    String text = DEMO.edited(piece, by.replace("\\n", "\n"));
    List<Problem> problems = DEMO.problems(text);
    assertTrue(
        problems.stream()
            .anyMatch(
                problem ->
                    problem.what().contains(what)
                        && problem.instead().contains(instead)
                        && near(problem.line(), DEMO.line(piece))),
        () -> "expected " + what + " / " + instead + " but got " + problems);
  }

  private static boolean near(int line, int edited) {
    return line >= edited && line <= edited + 2;
  }

  @Test
  void allMistakesAreToldAtOnceAndInTheOrderOfTheFile() {
    String text =
        DEMO.text()
            .replace("site: demo-shop", "site: Demo Shop")
            .replace("address: 2, cell: A2", "address: 1, cell: A2")
            .replace("sku: cola-330, count", "sku: cola-303, count")
            .replace("delivery: backend", "delivry: backend");
    List<Problem> problems = DEMO.problems(text);
    assertEquals(4, problems.size(), problems::toString);
    assertEquals(
        problems.stream().sorted((a, b) -> Integer.compare(a.line(), b.line())).toList(), problems);
  }

  @Test
  void oneMisspeltNameIsNotToldAgainAtEachOfItsUses() {
    List<Problem> problems = DEMO.problems(DEMO.edited("- id: fridge-bus", "- id: fridge bus"));
    assertEquals(1, problems.size(), problems::toString);
  }

  @Test
  void wordsOfOldYamlAreTextsAndNotTruths() {
    String text = DEMO.edited("name: Fridge", "name: no").replace("sku: gum-30", "sku: off");
    assertEquals("no", DEMO.accepted(text).fixtures().getFirst().name());
  }

  @Test
  void aFileThatIsNotThereIsAProblemAndNoException(@TempDir Path folder) {
    for (Path path : List.of(folder.resolve("none.yaml"), folder)) {
      var verdict = SiteFiles.read(path);
      assertTrue(verdict instanceof SiteFiles.Refused, verdict::toString);
    }
  }

  @Test
  void aHugeFileIsRefusedUnread(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("huge.yaml"), "a: b\n".repeat(900_000));
    assertTrue(SiteFiles.read(file).toString().contains("4 MiB"));
  }

  @Test
  void bytesThatAreNoTextAreRefused(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("odd.yaml"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
    assertTrue(SiteFiles.read(file).toString().contains("UTF-8"));
  }

  @Test
  void deepNestingAndAliasBombsEndInOneProblem() {
    String nested = "[".repeat(100_000);
    String bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
    assertEquals(1, DEMO.problems(nested).size());
    assertEquals(1, DEMO.problems(bomb).size());
  }

  @Test
  void tlsFilesAreLookedForFromTheSiteFilesFolder(@TempDir Path folder) throws Exception {
    String text =
        DEMO.text()
            .replace("mqtt://127.0.0.1:1883", "mqtts://broker.example")
            .replace("  delivery", "  tls: {authorities: ca.pem, key_store: me.p12}\n  delivery");
    Files.writeString(folder.resolve("ca.pem"), "x");
    Path file = Files.writeString(folder.resolve("site.yaml"), text);
    assertTrue(SiteFiles.read(file).toString().contains("me.p12"));
    Files.createFile(
        folder.resolve("me.p12"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    assertTrue(
        SiteFiles.read(file) instanceof SiteFiles.Accepted accepted
            && accepted.site().broker().port() == 8883);
  }
}
