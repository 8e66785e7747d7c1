package io.shelfkeeper.simulator.backend;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Orders locks to be released, follows each order to its one outcome, and sends prices. Never sends
 * an order that is not on its disk, and never tries again by itself: a new try is a new order.
 */
final class Clerk implements AutoCloseable {
  private static final int ID_BYTES = 16;
  private static final String HELP =
      "say: order --lock ID | forge --lock ID | late --lock ID | again [ORDER];"
          + " prices [--from TIME] [--currency EUR] SKU=MINOR[:BEFORE]...;"
          + " planogram FILE [--apply restock];"
          + " --device SITE/DEVICE if there are several";

  private final Keyring keys;
  private final OrderFile file;
  private final LongSupplier wallMillis;
  private final Consumer<String> say;
  private final SecureRandom random = new SecureRandom();
  private final Outcomes outcomes = new Outcomes();
  private final Map<String, Challenges> challenges = new TreeMap<>();
  private final List<String> waiting = new ArrayList<>();
  private long newestVersion;

  /** An instruction that cannot be carried out, with what to do instead. */
  private static final class Cannot extends Exception {
    private static final long serialVersionUID = 1L;

    Cannot(String why) {
      super(why);
    }
  }

  Clerk(Path path, Keyring keys, LongSupplier wallMillis, Consumer<String> say) throws IOException {
    this.keys = keys;
    this.wallMillis = wallMillis;
    this.say = say;
    file = new OrderFile(path);
  }

  /** An event that is taken for the first time; a challenge may come again and again. */
  void hear(Event event) {
    long boot = event.whole().path("boot").asLong();
    switch (event.type()) {
      case Event.BORN -> challenges(event.device()).greeted(boot);
      case Event.CHALLENGE ->
          challenges(event.device()).hear(event.data().path("challenge").asText(), boot);
      default -> outcomes.take(event);
    }
  }

  private Challenges challenges(String device) {
    return challenges.computeIfAbsent(device, key -> new Challenges());
  }

  /** Who may give orders: for each device that greets, which changes nothing where it is known. */
  Office.Answer bundle(String device) {
    return new Office.Answer(device + "/dn/document", keys.bundle());
  }

  /** Takes one line of words; {@link #work} carries it out. */
  void instruct(String line) {
    waiting.add(line.strip());
  }

  /**
   * Carries out what can be: an order waits for a challenge that it can answer.
   *
   * @return what to publish
   */
  List<Office.Answer> work() throws IOException {
    List<Office.Answer> orders = new ArrayList<>();
    List<String> lines = List.copyOf(waiting);
    waiting.clear();
    for (String line : lines) {
      try {
        List<String> words = List.of(line.split("\\s+"));
        switch (words.getFirst()) {
          case "prices" -> orders.addAll(prices(words));
          case "planogram" -> orders.addAll(planogram(words));
          default -> order(words).ifPresentOrElse(orders::add, () -> waiting.add(line));
        }
      } catch (Cannot e) {
        say.accept(e.getMessage());
      }
    }
    return orders;
  }

  /** Empty if it has to wait. */
  private Optional<Office.Answer> order(List<String> words) throws Cannot, IOException {
    return switch (words.getFirst()) {
      case "order" -> signed(words, Ordered.Kind.ORDER, keys.issuer());
      case "forge" -> signed(words, Ordered.Kind.FORGE, keys.stranger());
      case "late" -> signed(words, Ordered.Kind.LATE, keys.issuer());
      case "again" -> Optional.of(again(words.size() > 1 ? words.get(1) : ""));
      default -> throw new Cannot(HELP);
    };
  }

  private Optional<Office.Answer> signed(List<String> words, Ordered.Kind kind, SigningKey key)
      throws Cannot, IOException {
    String lock = option(words, "--lock").orElseThrow(() -> new Cannot(HELP));
    String device = device(option(words, "--device"));
    Challenges heard = challenges(device);
    Optional<String> challenge = kind == Ordered.Kind.LATE ? heard.expired() : heard.newest();
    if (challenge.isEmpty()) {
      return Optional.empty();
    }
    String id = HexFormat.of().formatHex(bits());
    long now = wallMillis.getAsLong();
    String payload = payload(device, id, lock, challenge.get(), now / 1000);
    Ordered order = new Ordered(device, id, lock, kind, now, key.sign(payload));
    file.add(order);
    say.accept(kind.word() + " " + id + " for lock/" + lock + " is sent");
    return Optional.of(sent(order));
  }

  /** The manifest, then the parts. A list that begins now, unless the words say when. */
  private List<Office.Answer> prices(List<String> words) throws Cannot {
    List<String> lines = words.stream().filter(word -> word.contains("=")).toList();
    PriceList list =
        PriceList.of(option(words, "--currency").orElse("EUR"), lines)
            .orElseThrow(() -> new Cannot(HELP));
    String device = device(option(words, "--device"));
    String from = option(words, "--from").orElse("now");
    long version = nextVersion();
    say.accept(
        "price list %d with %d prices from %s is sent".formatted(version, lines.size(), from));
    return documents(device, list.manifest(device.split("/", 2)[0], version, from), list.parts());
  }

  /** The manifest, then the parts. It holds now, unless the words say when. */
  private List<Office.Answer> planogram(List<String> words) throws Cannot {
    if (words.size() < 2) {
      throw new Cannot(HELP);
    }
    Planogram planogram;
    try {
      planogram = Planogram.of(Path.of(words.get(1)));
    } catch (IOException e) {
      throw new Cannot("the planogram " + words.get(1) + " cannot be read: " + e.getMessage());
    }
    String device = device(option(words, "--device"));
    String apply = option(words, "--apply").orElse("now");
    long version = nextVersion();
    say.accept("planogram %d is sent, apply %s".formatted(version, apply));
    String manifest = planogram.manifest(device.split("/", 2)[0], version, apply);
    return documents(device, manifest, planogram.parts());
  }

  /** Higher than any before, also than those of a process that was here before. */
  private long nextVersion() {
    newestVersion = Math.max(newestVersion + 1, wallMillis.getAsLong());
    return newestVersion;
  }

  private List<Office.Answer> documents(String device, String manifest, Parts parts) {
    String topic = device + "/dn/document";
    List<Office.Answer> documents = new ArrayList<>();
    documents.add(new Office.Answer(topic, keys.issuer().sign(manifest)));
    parts.bytes().forEach(part -> documents.add(new Office.Answer(topic, part)));
    return documents;
  }

  private byte[] bits() {
    byte[] bits = new byte[ID_BYTES];
    random.nextBytes(bits);
    return bits;
  }

  private Office.Answer again(String id) throws Cannot {
    Ordered order =
        file.orders().reversed().stream()
            .filter(each -> id.isEmpty() ? ended(each) : each.order().equals(id))
            .findFirst()
            .orElseThrow(() -> new Cannot("there is no such order to be sent again"));
    say.accept("order " + order.order() + " is sent again");
    return sent(order);
  }

  private boolean ended(Ordered order) {
    return order.kind() == Ordered.Kind.ORDER && outcomes.of(order.order()).isPresent();
  }

  private static Office.Answer sent(Ordered order) {
    return new Office.Answer(order.device() + "/dn/order", order.jws());
  }

  /** The site is the tenant where a site file names none, as that of the demo. */
  private static String payload(
      String device, String id, String lock, String challenge, long issuedSeconds) {
    String[] names = device.split("/", 2);
    return """
    {"purpose":"shelfkeeper-order-1","tenant":"%s","site":"%s","device":"%s","order":"%s",\
    "action":"release","target":"lock/%s","challenge":"%s","issued":%d}\
    """
        .formatted(names[0], names[0], names[names.length - 1], id, lock, challenge, issuedSeconds);
  }

  private String device(Optional<String> named) throws Cannot {
    if (named.isEmpty() && challenges.size() != 1) {
      throw new Cannot("devices are " + challenges.keySet() + "; say --device SITE/DEVICE");
    }
    return named.orElseGet(() -> challenges.keySet().iterator().next());
  }

  private static Optional<String> option(List<String> words, String name) {
    int at = words.indexOf(name);
    boolean safe = at >= 0 && at + 1 < words.size() && words.get(at + 1).matches("[\\w./:-]{1,64}");
    return safe ? Optional.of(words.get(at + 1)) : Optional.empty();
  }

  /** What became of it; empty while it is under way. */
  Optional<String> outcome(String order) {
    return outcomes.of(order);
  }

  int duplicates() {
    return outcomes.duplicates();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
