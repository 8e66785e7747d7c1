# python3 parts.py KEY.pem KID manifest.json content.json FOLDER    (needs the package "cryptography")
# content.json: {"prices": […]}, or {"products": […], "bays": […]} of a planogram.
# Writes FOLDER/0-manifest.jws and FOLDER/1-part.json and so on: publish them in this order.
import base64, hashlib, json, os, sys
from cryptography.hazmat.primitives.serialization import load_pem_private_key

PART_BYTES = 16384
key_file, kid, manifest_file, content_file, folder = sys.argv[1:]

def url(data): return base64.urlsafe_b64encode(data).rstrip(b"=")
def text(value): return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

with open(content_file, encoding="utf-8") as file: content = json.load(file)
parts, part = [], {}
for kind, entry in [(kind, entry) for kind in content for entry in content[kind]]:
    longer = {**part, kind: part.get(kind, []) + [entry]}
    if len(text(longer)) > PART_BYTES:
        parts.append(text(part))
        longer = {kind: [entry]}
    part = longer
parts.append(text(part))

with open(manifest_file, encoding="utf-8") as file: manifest = json.load(file)
manifest["parts"] = [url(hashlib.sha256(part).digest()).decode() for part in parts]
with open(key_file, "rb") as file: key = load_pem_private_key(file.read(), None)
signed = url(text({"alg": "EdDSA", "kid": kid})) + b"." + url(text(manifest))
documents = [("manifest.jws", signed + b"." + url(key.sign(signed)))]
documents += [("part.json", part) for part in parts]
for number, (name, document) in enumerate(documents):
    with open(os.path.join(folder, f"{number}-{name}"), "wb") as file: file.write(document)
