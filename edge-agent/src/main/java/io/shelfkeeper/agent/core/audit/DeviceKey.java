package io.shelfkeeper.agent.core.audit;

/**
 * The device's own key pair, Ed25519, given from outside. Signs checkpoints of the audit log and
 * nothing that comes from elsewhere.
 */
public interface DeviceKey {

  /** The public key: 32 bytes in base64url without padding, 43 characters. */
  String publicKey();

  /** Signs the text's ASCII bytes: 64 bytes in base64url without padding, 86 characters. */
  String sign(String text);
}
