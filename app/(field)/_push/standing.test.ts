import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { markOf } from "#server/domain/push/mark.ts";
import { setWanted, standing } from "./standing.ts";

const key = "BPn1";
const bytes = (text: string) =>
  Uint8Array.from(atob(text), (each) => each.charCodeAt(0)).buffer as ArrayBuffer;

type Made = { key: string; ended: boolean };
type Given = { permission?: string; agent?: string; cannot?: boolean; made?: Made | null; worker?: boolean };

/** A browser as far as messages go; what it lacks is not there at all. */
function browser({ permission = "granted", agent = "", cannot = false, made = null, worker = true }: Given) {
  let held: Made | null = made;
  const subscriptionOf = (of: Made) => ({
    options: { applicationServerKey: bytes(of.key) },
    endpoint: "https://push.invalid/a",
    toJSON: () => ({ keys: { p256dh: "p", auth: of.key } }),
    unsubscribe: async () => {
      of.ended = true;
      held = null;
    },
  });
  const pushManager = {
    getSubscription: async () => (held === null ? null : subscriptionOf(held)),
    subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
      held = { key: applicationServerKey, ended: false };
      return subscriptionOf(held);
    },
  };
  const store = new Map<string, string>();
  const parts = {
    navigator: {
      userAgent: agent,
      ...(!cannot && {
        serviceWorker: { getRegistration: async () => (worker ? { pushManager } : undefined) },
      }),
    },
    window: {
      matchMedia: () => ({ matches: false }),
      ...(!cannot && { PushManager: {}, Notification: {} }),
    },
    Notification: { permission },
    localStorage: {
      getItem: (name: string) => store.get(name) ?? null,
      setItem: (name: string, value: string) => store.set(name, value),
      removeItem: (name: string) => store.delete(name),
    },
  };
  for (const [name, value] of Object.entries(parts))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  return { held: () => held };
}

const before = ["navigator", "window", "Notification", "localStorage"].map(
  (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
);
afterEach(() => {
  for (const [name, was] of before) {
    Reflect.deleteProperty(globalThis, name);
    if (was) Object.defineProperty(globalThis, name, was);
  }
});

/** The office, which has `held` already for the session of now. */
function office(online = true, held?: string) {
  const kept: unknown[] = [];
  return {
    kept,
    ask: async (mark: string | null) => {
      if (!online) throw new TypeError("no network");
      return { publicKey: key, known: held !== undefined && mark === held };
    },
    keep: async (made: PushSubscription) => void kept.push(made),
  };
}

test("a browser that cannot, may not or was not asked says so, and nothing is subscribed", async () => {
  const nobody = office();
  for (const [given, want] of [
    [{ cannot: true }, "none"],
    [{ cannot: true, agent: "iPhone" }, "home"],
    [{ permission: "denied" }, "blocked"],
    [{ permission: "default" }, "off"],
    [{}, "off"],
    [{ worker: false }, "off"],
  ] as const) {
    browser(given);
    assert.equal(await standing("/jobs", nobody), want);
  }
  assert.equal(nobody.kept.length, 0);
});

test("a subscription that stands is told to the office again, because the session may be a new one", async () => {
  browser({ made: { key, ended: false } });
  const desk = office();
  assert.equal(await standing("/jobs", desk), "on");
  assert.equal(desk.kept.length, 1);
});

test("one that the office has for this very session is told no more, and one with other keys is", async () => {
  const mark = markOf("https://push.invalid/a", { p256dh: "p", auth: key });
  browser({ made: { key, ended: false } });
  const desk = office(true, await mark);
  for (const _ of ["opened", "and again"]) assert.equal(await standing("/jobs", desk), "on");
  assert.equal(desk.kept.length, 0);
  const other = office(true, await markOf("https://push.invalid/a", { p256dh: "p", auth: "older" }));
  assert.equal(await standing("/jobs", other), "on");
  assert.equal(other.kept.length, 1);
});

test("one that was made for another key of the office could never ring: it is made anew without asking", async () => {
  const old = { key: "AAAA", ended: false };
  const { held } = browser({ made: old });
  const desk = office();
  assert.equal(await standing("/jobs", desk), "on");
  assert.equal(old.ended, true);
  assert.equal(held()?.key, key);
  assert.equal(desk.kept.length, 1);
});

test("one that the browser let go is made anew where he had switched it on, and only there", async () => {
  const { held } = browser({});
  setWanted("/jobs", true);
  const desk = office();
  assert.equal(await standing("/board", desk), "off");
  assert.equal(await standing("/jobs", desk), "on");
  assert.equal(held()?.key, key);
  setWanted("/jobs", false);
});

test("without network it is as it was; what is gone cannot be made anew, and that is said", async () => {
  browser({ made: { key, ended: false } });
  assert.equal(await standing("/jobs", office(false)), "on");
  browser({});
  setWanted("/jobs", true);
  assert.equal(await standing("/jobs", office(false)), "failed");
});
