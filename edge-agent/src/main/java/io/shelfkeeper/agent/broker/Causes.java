package io.shelfkeeper.agent.broker;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what the network and TLS throw into a sentence for a person, with what to check. */
final class Causes {
  private Causes() {}

  /** The deepest cause that a person can do something about. */
  static String sentence(Throwable thrown) {
    Throwable root = thrown;
    String best = null;
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      root = e;
      String known = known(e);
      best = known == null ? best : known;
    }
    return best != null
        ? best
        : "the connection broke (%s). Check the network and the broker.".formatted(said(root));
  }

  private static @Nullable String known(Throwable e) {
    return switch (e) {
      case UnknownHostException unknown ->
          "its name is not known. Check the name in the site file and the name server.";
      case ConnectException refused ->
          "nobody listens there. Check that the broker runs, and the port in the site file.";
      case NoRouteToHostException away ->
          "there is no way to it. Check the cable and the network settings.";
      case SocketTimeoutException late ->
          "it did not answer in time. Check the address, the network and the firewall.";
      case EOFException ended -> "the broker hung up. Check its log.";
      case CertificateExpiredException expired ->
          "a certificate has expired (%s). Renew it.".formatted(said(expired));
      case CertificateNotYetValidException early ->
          "a certificate is not valid yet (%s). Check this device's clock.".formatted(said(early));
      case CertificateException bad ->
          "its certificate does not fit (%s). Check its name and the authorities file."
              .formatted(said(bad));
      case CertPathValidatorException bad ->
          "its certificate is not trusted (%s). Check the authorities file.".formatted(said(bad));
      case CertPathBuilderException bad ->
          "its certificate is not trusted (%s). Check the authorities file.".formatted(said(bad));
      case SSLException tls ->
          "TLS failed (%s). Check the certificates on both sides.".formatted(said(tls));
      default -> null;
    };
  }

  private static String said(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.strip();
  }
}
