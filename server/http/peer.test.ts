import assert from "node:assert/strict";
import { test } from "node:test";
import { peerOf } from "./peer.ts";

test("callers are told apart by the address that our own proxies saw, and by nothing that they wrote themselves", () => {
  const rows: Array<[proxies: number, from: string | undefined, header: string | undefined, peer: string]> = [
    // Without a proxy the header is anybody's words.
    [0, "203.0.113.9", undefined, "203.0.113.9"],
    [0, "203.0.113.9", "198.51.100.1", "203.0.113.9"],
    [0, "::ffff:203.0.113.9", "198.51.100.1, 198.51.100.2", "203.0.113.9"],
    // One proxy writes the last entry.
    [1, "127.0.0.1", "203.0.113.9", "203.0.113.9"],
    [1, "127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"],
    [1, "127.0.0.1", "198.51.100.1,,  203.0.113.9 ", "203.0.113.9"],
    // Two: the inner one adds the address of the outer.
    [2, "127.0.0.1", "203.0.113.9, 10.0.0.2", "203.0.113.9"],
    [2, "127.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"],
    // Called past the outer one.
    [2, "127.0.0.1", "203.0.113.9", "203.0.113.9"],
    // Ports, brackets, IPv6.
    [1, "127.0.0.1", "203.0.113.9:4711", "203.0.113.9"],
    [1, "::1", "[2001:DB8::7]:4711", "2001:db8::7"],
    [1, "::1", "2001:db8::7", "2001:db8::7"],
    [1, "::1", "::ffff:203.0.113.9", "203.0.113.9"],
    // Nothing, or no address: as far as we can see ourselves.
    [1, "127.0.0.1", undefined, "127.0.0.1"],
    [1, "127.0.0.1", "", "127.0.0.1"],
    [1, "127.0.0.1", "203.0.113.9, unknown", "127.0.0.1"],
    [1, undefined, undefined, ""],
  ];
  for (const [proxies, remoteAddress, header, peer] of rows)
    assert.equal(
      peerOf(
        { headers: header === undefined ? {} : { "x-forwarded-for": header }, socket: { remoteAddress } },
        proxies,
      ),
      peer,
      `${proxies} proxies, ${remoteAddress}, "${header}"`,
    );
});
