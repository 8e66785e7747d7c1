# python3 sign.py KEY.pem KID < payload.json    (needs the package "cryptography")
import base64, json, sys
from cryptography.hazmat.primitives.serialization import load_pem_private_key

def url(data): return base64.urlsafe_b64encode(data).rstrip(b"=")
with open(sys.argv[1], "rb") as file: key = load_pem_private_key(file.read(), None)
header = json.dumps({"alg": "EdDSA", "kid": sys.argv[2]}).encode()
signed = url(header) + b"." + url(sys.stdin.buffer.read())
print((signed + b"." + url(key.sign(signed))).decode())
