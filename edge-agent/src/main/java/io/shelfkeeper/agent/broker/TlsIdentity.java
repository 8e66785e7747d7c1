package io.shelfkeeper.agent.broker;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Who we are and whom we believe, for one connection. Certificates are always checked, also with a
 * clock that is wrong: they are judged at the time that we know to have passed.
 */
final class TlsIdentity {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private final SSLContext context;

  private TlsIdentity(SSLContext context) {
    this.context = context;
  }

  /**
   * Reads the files, so that a renewed certificate is used at the next connect.
   *
   * @param wallMillis time at which certificates are judged
   */
  static TlsIdentity of(BrokerSettings.Tls files, long wallMillis)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys(files), trust(files.authorities(), wallMillis).getTrustManagers(), null);
    return new TlsIdentity(context);
  }

  /** Puts TLS over a connected socket. The handshake will check the broker's name. */
  SSLSocket over(Socket wire, String host, int port) throws IOException {
    SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(wire, host, port, true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setProtocols(VERSIONS);
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    return secure;
  }

  private static TrustManagerFactory trust(Path authorities, long wallMillis)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int number = 0;
    for (X509Certificate authority : Pem.certificates(authorities)) {
      store.setCertificateEntry("authority-" + number++, authority);
    }
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(store, new X509CertSelector());
    parameters.setRevocationEnabled(false);
    parameters.setDate(new Date(wallMillis));
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(new CertPathTrustManagerParameters(parameters));
    return factory;
  }

  private static KeyManager @Nullable [] keys(BrokerSettings.Tls files)
      throws IOException, GeneralSecurityException {
    char[] password = password(files.password());
    KeyStore store = KeyStore.getInstance("PKCS12");
    if (files.keyStore() != null) {
      try (InputStream in = Files.newInputStream(files.keyStore())) {
        store.load(in, password);
      }
    } else if (files.certificate() != null && files.key() != null) {
      store.load(null, null);
      List<X509Certificate> chain = Pem.certificates(files.certificate());
      String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
      PrivateKey key = Pem.key(files.key(), algorithm);
      store.setKeyEntry("device", key, password, chain.toArray(Certificate[]::new));
    } else {
      return null;
    }
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, password);
    return factory.getKeyManagers();
  }

  private static char[] password(@Nullable Path file) throws IOException {
    return file == null
        ? new char[0]
        : Files.readString(file).lines().findFirst().orElse("").toCharArray();
  }
}
