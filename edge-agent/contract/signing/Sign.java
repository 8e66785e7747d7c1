// java Sign.java KEY.pem KID < payload.json
import java.nio.file.*;
import java.security.*;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

class Sign {
  public static void main(String[] words) throws Exception {
    byte[] der = Base64.getMimeDecoder().decode(
        Files.readString(Path.of(words[0])).replaceAll("-----.*-----", ""));
    Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
    String header = "{\"alg\":\"EdDSA\",\"kid\":\"" + words[1] + "\"}";
    String signed = url.encodeToString(header.getBytes()) + "."
        + url.encodeToString(System.in.readAllBytes());
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(
        KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der)));
    signature.update(signed.getBytes());
    System.out.println(signed + "." + url.encodeToString(signature.sign()));
  }
}
