import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { afterEach, test } from "node:test";
import fc from "fast-check";
import { sendPicture } from "./sendPicture.ts";
import { isKept } from "./upload.ts";

const real = { fetch: globalThis.fetch, setTimeout: globalThis.setTimeout };
afterEach(() => Object.assign(globalThis, real));

/** What becomes of one request: it never arrives, its answer is lost, or it is answered. */
type Fate = "unheard" | "unanswered" | "answered";

/** An office that takes pictures in pieces, at the end of a line that breaks as `fates` says, and then holds. */
function office(fates: Fate[]) {
  let held = Buffer.alloc(0);
  let hash = "";
  let length = 0;
  let whole = false;
  const offsets: number[] = [];
  const names = new Set<string | null>();
  const kept = () => ({ photoId: "p", width: 1, height: 1, sha256: hash });

  async function hear(url: string, request: RequestInit): Promise<Response> {
    const headers = new Headers(request.headers);
    names.add(headers.get("x-mendline-as"));
    if (request.method === "POST") {
      ({ sha256: hash, length } = JSON.parse(String(request.body)) as { sha256: string; length: number });
      return Response.json(whole ? kept() : { uploadId: "u", offset: held.length });
    }
    assert.equal(url, "/api/photos/uploads/u");
    const offset = Number(headers.get("upload-offset"));
    if (offset !== held.length) return Response.json({ refusal: { code: "PHOTO_OFFSET" } }, { status: 409 });
    offsets.push(offset);
    held = Buffer.concat([held, Buffer.from(await (request.body as Blob).arrayBuffer())]);
    whole = held.length === length;
    return Response.json(whole ? kept() : { uploadId: "u", offset: held.length });
  }
  const line = async (url: string, request: RequestInit) => {
    const fate = fates.shift() ?? "answered";
    if (fate === "unheard") throw new TypeError("no line");
    const answer = await hear(url, request);
    if (fate === "unanswered") throw new TypeError("the line broke");
    return answer;
  };
  const immediately = (work: () => void) => real.setTimeout(work, 0);
  Object.assign(globalThis, { fetch: line, setTimeout: immediately });
  return { offsets, names, bytes: () => held };
}

test("a picture on a line that breaks anywhere arrives whole, and no piece that is there is sent again", async () => {
  const fate = fc.constantFrom<Fate>("unheard", "unanswered", "answered", "answered");
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 400 }),
      fc.integer({ min: 1, max: 1500 }),
      fc.array(fate, { maxLength: 40 }),
      async (pattern, times, fates) => {
        const bytes = Buffer.concat(Array.from({ length: times }, () => pattern));
        const there = office([...fates]);
        const told: number[] = [];
        let tries = 0;
        for (;;) {
          const answer = await sendPicture(new Blob([bytes]), (percent) => told.push(percent), {
            "x-mendline-as": "me",
          }).done;
          tries += 1;
          if (isKept(answer)) {
            assert.equal(answer.sha256, createHash("sha256").update(bytes).digest("hex"));
            break;
          }
          assert.equal(answer.code, "OFFLINE");
          assert.ok(tries < 50);
        }
        assert.deepEqual(there.bytes(), bytes);
        assert.deepEqual(there.offsets, [...new Set(there.offsets)], "each piece was taken once");
        assert.equal(there.offsets.length, Math.ceil(bytes.length / (96 * 1024)));
        assert.deepEqual([...there.names], ["me"]);
        assert.ok(told.every((percent) => percent >= 0 && percent <= 100));
      },
    ),
    { numRuns: 60 },
  );
});

test("an upload that the office gave up meanwhile begins anew, and one that nobody hears ends as unsent", async () => {
  const bytes = Buffer.alloc(200_000, 7);
  const there = office(["answered", "answered", "unheard", "unheard", "unheard", "unheard"]);
  const first = await sendPicture(new Blob([bytes]), () => {}).done;
  assert.deepEqual(first, { code: "OFFLINE" });
  assert.deepEqual(there.offsets, [0]);
  const forgot = globalThis.fetch;
  let gone = true;
  const fetch = async (url: string, request: RequestInit) => {
    if (gone && request.method === "PATCH") {
      gone = false;
      return Response.json({ refusal: { code: "NOT_FOUND" } }, { status: 404 });
    }
    return forgot(url, request);
  };
  Object.assign(globalThis, { fetch });
  assert.ok(isKept(await sendPicture(new Blob([bytes]), () => {}).done));
  assert.deepEqual(there.bytes(), bytes);
});

test("a browser that cannot join two signals sends pictures too, and a picture that is stopped ends its request", async () => {
  const signals = AbortSignal as { any?: unknown };
  const { any } = signals;
  delete signals.any;
  try {
    office([]);
    assert.ok(isKept(await sendPicture(new Blob(["one"]), () => {}).done));
    let ended = 0;
    const fetch = (_: string, { signal }: RequestInit) =>
      new Promise<Response>((_, reject) =>
        signal!.addEventListener("abort", () => {
          ended += 1;
          reject(signal!.reason);
        }),
      );
    Object.assign(globalThis, { fetch, setTimeout: real.setTimeout });
    const upload = sendPicture(new Blob(["two"]), () => {});
    await new Promise((resolve) => real.setTimeout(resolve, 20));
    upload.stop();
    assert.deepEqual(await upload.done, { code: "OFFLINE" });
    assert.equal(ended, 1);
  } finally {
    signals.any = any;
  }
});

test("what stands in between and answers in the office's place says nothing about the picture", async () => {
  const immediately = (work: () => void) => real.setTimeout(work, 0);
  const said = async (body: object) => {
    const fetch = async () => Response.json(body, { status: 503 });
    Object.assign(globalThis, { fetch, setTimeout: immediately });
    return sendPicture(new Blob(["x"], { type: "image/jpeg" }), () => {}).done;
  };
  assert.deepEqual(await said({ error: "upstream" }), { code: "OFFLINE" });
  assert.deepEqual(await said({ refusal: { code: "UNKNOWN" } }), { code: "UNKNOWN" });
});
