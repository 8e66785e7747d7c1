package io.shelfkeeper.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Reads the part {@code broker} and looks whether the files that it names are there. */
final class BrokerReader {
  private static final String SAMPLE = "\"mqtt://host:1883\" or \"mqtts://host:8883\"";
  static final SiteFile.Broker NONE =
      new SiteFile.Broker("", 1, false, null, SiteFile.Delivery.BACKEND);

  private final Problems problems;
  private final Path folder;

  /**
   * @param folder where the site file is: its own paths start there
   */
  BrokerReader(Problems problems, Path folder) {
    this.problems = problems;
    this.folder = folder;
  }

  SiteFile.Broker read(Section broker) {
    Word url = broker.text("url");
    String delivery = broker.oneOf("delivery", List.of("backend", "broker"));
    SiteFile.Tls tls = broker.has("tls") ? tls(broker) : null;
    broker.end();
    boolean secure = url.text().startsWith("mqtts://");
    if (url.text().startsWith("mqtt://") && tls != null) {
      broker.problem("tls", "TLS files are given, but the url is not mqtts://", "url: mqtts://…");
    }
    if (secure && tls == null && !broker.has("tls")) {
      broker.problem(
          "url", "nothing says which broker is the right one", "add \"tls: {authorities: …}\"");
    }
    String host = secure || url.text().startsWith("mqtt://") ? url.text() : "";
    if (host.isEmpty()) {
      return refuse(url, url.quoted() + " is no broker");
    }
    Matcher matcher = Links.HOST_PORT.matcher(host.substring(host.indexOf("//") + 2));
    if (!matcher.matches()) {
      return refuse(url, url.quoted() + " does not name a host and a port");
    }
    int port = matcher.group(2) == null ? (secure ? 8883 : 1883) : Links.whole(matcher.group(2));
    if (port < 1 || port > 65_535) {
      return refuse(url, "there is no port " + port);
    }
    return new SiteFile.Broker(
        matcher.group(1),
        port,
        secure,
        tls,
        SiteFile.Delivery.valueOf(delivery.toUpperCase(Locale.ROOT)));
  }

  private SiteFile.Broker refuse(Word url, String what) {
    if (!url.text().isEmpty()) {
      problems.add(url.place(), what, SAMPLE);
    }
    return NONE;
  }

  private SiteFile.@Nullable Tls tls(Section broker) {
    Optional<Section> found = broker.section("tls", "tls");
    if (found.isEmpty()) {
      return null;
    }
    Section tls = found.get();
    String authorities = file(tls, "authorities", false);
    String keyStore = tls.has("key_store") ? file(tls, "key_store", true) : null;
    String password = tls.has("key_store_password") ? file(tls, "key_store_password", true) : null;
    if (password != null && keyStore == null) {
      tls.problem("key_store_password", "a password without a key store", "add \"key_store: …\"");
    }
    String certificate = tls.has("certificate") ? file(tls, "certificate", false) : null;
    String key = tls.has("key") ? file(tls, "key", true) : null;
    tls.end();
    if (keyStore != null && (certificate != null || key != null)) {
      tls.problem(
          "key_store", "the device would have two identities", "key_store, or certificate and key");
    } else if ((certificate == null) != (key == null)) {
      tls.problem(
          key == null ? "certificate" : "key",
          "a certificate and its key come in pairs",
          "add the key " + Words.quoted(key == null ? "key" : "certificate"));
    }
    return new SiteFile.Tls(authorities, keyStore, password, certificate, key);
  }

  private String file(Section tls, String key, boolean secret) {
    Word name = tls.text(key);
    if (name.text().isEmpty()) {
      return "";
    }
    if (name.text().indexOf('\0') >= 0) {
      problems.add(name.place(), name.quoted() + " is no file name", "a path without odd letters");
      return "";
    }
    Path file = folder.resolve(name.text());
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      problems.add(
          name.place(),
          "the file %s is not there, or this user may not read it"
              .formatted(Words.quoted("" + file)),
          "a path that starts at the site file's folder, and chmod or chown so that it can be"
              + " read");
    } else if (secret && readableByAll(file)) {
      problems.add(
          name.place(),
          "everybody on this machine may read the key in %s".formatted(name.quoted()),
          "the same file after chmod 600");
    }
    return name.text();
  }

  private static boolean readableByAll(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // no such rights on this file system: nothing to compare with
    }
  }
}
