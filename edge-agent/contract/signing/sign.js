// node sign.js KEY.pem KID < payload.json
const crypto = require("node:crypto");
const fs = require("node:fs");

const [keyFile, kid] = process.argv.slice(2);
const url = (data) => Buffer.from(data).toString("base64url");
const key = crypto.createPrivateKey(fs.readFileSync(keyFile));
const signed = url(JSON.stringify({ alg: "EdDSA", kid })) + "." + url(fs.readFileSync(0));
console.log(signed + "." + url(crypto.sign(null, Buffer.from(signed), key)));
