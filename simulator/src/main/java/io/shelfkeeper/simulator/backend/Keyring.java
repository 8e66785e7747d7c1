package io.shelfkeeper.simulator.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The keys of this backend: a root that names issuers, and the one issuer that it names. A real
 * root lies in a safe and signs a bundle a year; never run it beside the backend as this one does.
 *
 * @param stranger nobody named it: for forgeries, which carry the issuer's name
 */
record Keyring(SigningKey root, SigningKey issuer, SigningKey stranger) {
  /** What an installer copies beside the site file. */
  static final String ROOT_PUBLIC = "root.pub";

  private static final String ROOT = "root";
  private static final String ISSUER = "reference-backend";

  /** For as long as the process lives. */
  static Keyring fresh() {
    return new Keyring(SigningKey.fresh(ROOT), SigningKey.fresh(ISSUER), SigningKey.fresh(ISSUER));
  }

  /** The keys in a folder; missing ones are made there, and {@code root.pub} beside them. */
  static Keyring in(Path folder) throws IOException {
    Files.createDirectories(folder);
    Keyring keys =
        new Keyring(
            SigningKey.at(folder.resolve("root.key"), ROOT),
            SigningKey.at(folder.resolve("issuer.key"), ISSUER),
            SigningKey.fresh(ISSUER));
    Files.writeString(folder.resolve(ROOT_PUBLIC), keys.root.x() + "\n");
    return keys;
  }

  /** The bundle that makes a device with this root obey this issuer. Always the same bytes. */
  byte[] bundle() {
    return root.sign(
        "{\"purpose\":\"shelfkeeper-trust-1\",\"version\":3,\"keys\":[{\"kid\":\"%s\",\"x\":\"%s\",\"scopes\":[\"open\",\"price\",\"config\"]}]}"
            .formatted(issuer.keyId(), issuer.x()));
  }
}
