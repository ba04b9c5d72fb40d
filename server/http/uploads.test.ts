import assert from "node:assert/strict";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { encode } from "next-auth/jwt";
import sharp from "sharp";
import { closeDatabase } from "#db/client.ts";
import { photo } from "#db/schema/ticket.ts";
import { testDatabase } from "#db/testing/database.ts";
import { perform } from "../operations/operation.ts";
import { dropUnusedPhotos } from "../operations/photo/keep.ts";
import { dropStalePictures } from "../operations/photo/upload.ts";
import { reportRepair } from "../operations/ticket/report.ts";
import { demandSentences, type Told } from "../testing/sentences.ts";
import { testSettings } from "../testing/settings.ts";
import { as, makeWorld, type World } from "../testing/world.ts";
import { openFront } from "./front.ts";

const { secret } = testSettings();
let connection: Awaited<ReturnType<typeof testDatabase>>;
let origin: string;
let dataDir: string;
let world: World;
let end: () => Promise<void>;

before(async () => {
  connection = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), "mendline-"));
  const server = openFront({ page: async (_request, response) => void response.end("page") });
  const port = await new Promise<number>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
  );
  origin = `http://127.0.0.1:${port}`;
  testSettings({ databaseUrl: connection.url, origin, dataDir, port });
  world = await makeWorld(connection);
  end = async () => {
    server.closeAllConnections();
    server.close();
    await closeDatabase();
    await connection.drop();
    await rm(dataDir, { recursive: true });
  };
});
after(() => end());

type Answer = {
  status: number;
  offset: string | null;
  body: Record<string, never> & { [key: string]: unknown };
};
type Person = { sessionId: string };

async function headersOf(person: Person | null): Promise<Record<string, string>> {
  const token = person && (await encode({ token: { sid: person.sessionId }, secret }));
  return { origin, "x-mendline": "1", ...(token && { cookie: `next-auth.session-token=${token}` }) };
}

async function ask(
  person: Person | null,
  method: string,
  path: string,
  more: RequestInit = {},
): Promise<Answer> {
  const headers = { ...(await headersOf(person)), ...(more.headers as Record<string, string>) };
  const answer = await fetch(`${origin}/api/photos/uploads${path}`, { method, ...more, headers });
  const text = await answer.text();
  return {
    status: answer.status,
    offset: answer.headers.get("upload-offset"),
    body: text ? JSON.parse(text) : {},
  };
}

const sha = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const announce = (person: Person | null, bytes: Buffer, more: Record<string, unknown> = {}) =>
  ask(person, "POST", "", {
    body: JSON.stringify({ length: bytes.length, sha256: sha(bytes), type: "image/jpeg", ...more }),
  });
const piece = (person: Person, id: string, offset: number, bytes: Buffer) =>
  ask(person, "PATCH", `/${id}`, {
    body: new Uint8Array(bytes),
    headers: { "upload-offset": String(offset) },
  });
/** The refusal's code, of which there is a sentence. */
function codeOf({ body }: Answer): string | undefined {
  const refusal = body.refusal as Told | undefined;
  if (refusal) demandSentences(refusal);
  return refusal?.code;
}

/** A JPEG that does not compress away. */
async function photograph(side = 600): Promise<Buffer> {
  const raw = { width: side, height: side, channels: 3 as const };
  return sharp(randomBytes(side * side * 3), { raw })
    .jpeg()
    .toBuffer();
}
const waiting = () => readdir(join(dataDir, "uploads")).catch(() => []);

test("a picture that breaks off goes on where it ended, and is a photo when it is whole", async () => {
  const bytes = await photograph();
  const half = Math.floor(bytes.length / 2);
  const first = await announce(world.owner, bytes);
  assert.equal(first.body.offset, 0);
  const id = String(first.body.uploadId);
  assert.equal((await piece(world.owner, id, 0, bytes.subarray(0, half))).body.offset, half);

  // Its answer was lost: the same piece again changes nothing and says where to go on.
  const again = await piece(world.owner, id, 0, bytes.subarray(0, half));
  assert.deepEqual([again.status, codeOf(again)], [409, "PHOTO_OFFSET"]);
  assert.equal((await ask(world.owner, "HEAD", `/${id}`)).offset, String(half));
  // Another page announces the same picture: it is the same upload.
  assert.deepEqual((await announce(world.owner, bytes)).body, { uploadId: id, offset: half });

  const whole = await piece(world.owner, id, half, bytes.subarray(half));
  assert.equal(whole.body.width, 600);
  assert.equal((await announce(world.owner, bytes)).body.photoId, whole.body.photoId);
  assert.deepEqual(await waiting(), []);
});

test("a connection that dies in the middle of a piece keeps what was there before", async () => {
  const bytes = await photograph();
  const id = String((await announce(world.owner, bytes)).body.uploadId);
  await piece(world.owner, id, 0, bytes.subarray(0, 1_000));
  const headers = { ...(await headersOf(world.owner)), "upload-offset": "1000", "content-length": "50000" };
  const { port, host } = new URL(origin);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), "127.0.0.1", () => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`PATCH /api/photos/uploads/${id} HTTP/1.1\r\nhost: ${host}\r\n${lines.join("")}\r\n`);
      socket.write(bytes.subarray(1_000, 9_000), () => socket.destroy());
    });
    socket.on("close", () => resolve());
  });
  assert.equal((await ask(world.owner, "HEAD", `/${id}`)).offset, "1000");
  assert.equal((await piece(world.owner, id, 1_000, bytes.subarray(1_000))).status, 200);
});

test("nobody else reaches it, and nobody can announce without signing in", async () => {
  const bytes = await photograph();
  const id = String((await announce(world.owner, bytes)).body.uploadId);
  assert.equal((await ask(world.neighbour, "HEAD", `/${id}`)).status, 404);
  assert.equal(codeOf(await piece(world.neighbour, id, 0, bytes)), "NOT_FOUND");
  assert.deepEqual([codeOf(await announce(null, bytes))], ["NOT_SIGNED_IN"]);
  assert.notEqual((await announce(world.neighbour, bytes)).body.uploadId, id);
});

test("what a phone kept for one person is not taken in the name of another", async () => {
  const bytes = await photograph(200);
  const asked = { body: JSON.stringify({ length: bytes.length, sha256: sha(bytes), type: "image/jpeg" }) };
  const as = (personId: string) => ({ ...asked, headers: { "x-mendline-as": personId } });
  assert.equal(codeOf(await ask(world.owner, "POST", "", as(world.neighbour.personId))), "NOT_SIGNED_IN");
  assert.equal((await ask(world.owner, "POST", "", as(world.owner.personId))).body.offset, 0);
});

test("what is no photo is refused with its reason, and forgotten", async () => {
  const bytes = await photograph();
  const bomb = await sharp({ create: { width: 20, height: 20, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  bomb.writeUInt32BE(10_000, 16);
  bomb.writeUInt32BE(6_000, 20);
  const heic = Buffer.concat([Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), randomBytes(500)]);
  const rows: Array<[Buffer, RegExp]> = [
    [Buffer.from("<script>alert(1)</script>"), /^PHOTO_TYPE$/],
    [Buffer.from("#!/bin/sh\nrm -rf /\n"), /^PHOTO_TYPE$/],
    [heic, /^PHOTO_HEIC$/],
    [bytes.subarray(0, bytes.length / 2), /^PHOTO_BROKEN$/],
    [bomb, /^PHOTO_(PIXELS|BROKEN)$/],
  ];
  const before = await waiting();
  for (const [body, code] of rows) {
    const id = String((await announce(world.owner, body)).body.uploadId);
    assert.match(String(codeOf(await piece(world.owner, id, 0, body))), code);
    assert.equal((await ask(world.owner, "HEAD", `/${id}`)).status, 404, "forgotten");
  }
  assert.deepEqual(await waiting(), before);
  const other = await announce(world.owner, bytes, { sha256: "0".repeat(64) });
  assert.equal(codeOf(await piece(world.owner, String(other.body.uploadId), 0, bytes)), "PHOTO_BROKEN");
  const long = await announce(world.owner, await photograph(300));
  assert.equal(
    codeOf(await piece(world.owner, String(long.body.uploadId), 0, bytes)),
    "PHOTO_BROKEN",
    "too long",
  );
  assert.equal(codeOf(await announce(world.owner, bytes, { length: 16 * 1024 * 1024 })), "PHOTO_SIZE");
  assert.equal(codeOf(await announce(world.owner, bytes, { type: "text/html" })), "PHOTO_TYPE");
  assert.equal(codeOf(await announce(world.owner, bytes, { sha256: "x" })), "BAD_JSON");
});

test("what one person has on the way is bounded, and what stopped is cleared after a day", async () => {
  const answers: Answer[] = [];
  for (let round = 0; round < 10; round++) {
    const four = [0, 1, 2, 3].map((n) => announce(world.neighbour, Buffer.from(`picture ${round} ${n}`)));
    answers.push(...(await Promise.all(four)));
  }
  const open = answers.filter((answer) => answer.body.uploadId !== undefined).length;
  assert.ok(open > 0 && open <= 24, `${open} open`);
  assert.ok(
    answers.every((answer) => answer.body.uploadId !== undefined || codeOf(answer) === "PHOTO_WAITING"),
  );
  assert.equal(await dropStalePictures(connection.db, new Date()), 0);
  assert.ok((await dropStalePictures(connection.db, new Date(Date.now() + 25 * 3_600_000))) >= open);
  assert.deepEqual(await waiting(), []);
});

test("a photo that is on no ticket goes after a month, with its files; one that is on a ticket stays", async () => {
  const [used, unused] = [await photograph(420), await photograph(430)];
  const ids = [];
  for (const bytes of [used, unused]) {
    const { uploadId } = (await announce(world.owner, bytes)).body;
    ids.push(String((await piece(world.owner, String(uploadId), 0, bytes)).body.photoId));
  }
  const [usedId, unusedId] = ids as [string, string];
  const said = { placeId: world.places.ownHome, placeWords: "", faultCode: "tap-drips", urgency: 3 };
  const report = { ...said, description: "滴水", photoIds: [usedId], contactName: "" };
  const asked = reportRepair.input.parse(report);
  await perform(reportRepair, as(world.owner, connection), asked, randomUUID());
  const day = 24 * 3_600_000;
  assert.equal(await dropUnusedPhotos(connection.db, new Date(Date.now() + 29 * day)), 0);
  const there = async () => (await connection.db.select({ id: photo.id }).from(photo)).map(({ id }) => id);
  assert.ok((await there()).includes(unusedId));
  assert.ok((await dropUnusedPhotos(connection.db, new Date(Date.now() + 31 * day))) > 0);
  assert.deepEqual(await there(), [usedId]);
  const files = (await readdir(join(dataDir, "photos"), { recursive: true })).filter((name) =>
    name.endsWith(".webp"),
  );
  assert.equal(files.length, 2, "one photo in its two widths");
  assert.ok(files.every((name) => name.includes(usedId)));
});
