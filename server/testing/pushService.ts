import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export type Pushed = { path: string; headers: IncomingHttpHeaders; body: Buffer };

/** A push service as browsers' makers run them: takes what is posted, answers what it is told to. */
export async function openPushService() {
  const taken: Pushed[] = [];
  let answer = 201;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      taken.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(parts) });
      response.writeHead(answer).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    taken,
    answerWith(status: number) {
      answer = status;
    },
    close: () => new Promise((done) => server.close(done)),
  };
}

/** A browser's side of a subscription: the keys it gives away, and the reading of what comes (RFC 8291, aes128gcm). */
export function openBrowser() {
  const ecdh = createECDH("prime256v1");
  const publicKey = ecdh.generateKeys();
  const auth = randomBytes(16);
  return {
    p256dh: publicKey.toString("base64url"),
    auth: auth.toString("base64url"),
    read(body: Buffer): Record<string, string> {
      const salt = body.subarray(0, 16);
      const keyLength = body.readUInt8(20);
      const sender = body.subarray(21, 21 + keyLength);
      const secret = ecdh.computeSecret(sender);
      const info = Buffer.concat([Buffer.from("WebPush: info\0"), publicKey, sender]);
      const input = Buffer.from(hkdfSync("sha256", secret, auth, info, 32));
      const key = (use: string, length: number) =>
        Buffer.from(hkdfSync("sha256", input, salt, `Content-Encoding: ${use}\0`, length));
      const box = body.subarray(21 + keyLength);
      const open = createDecipheriv("aes-128-gcm", key("aes128gcm", 16), key("nonce", 12));
      open.setAuthTag(box.subarray(-16));
      const plain = Buffer.concat([open.update(box.subarray(0, -16)), open.final()]);
      // The last byte but the padding marks the end of the record.
      return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString("utf8"));
    },
  };
}
