import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { and, eq } from "drizzle-orm";
import { authSession } from "#db/schema/auth.ts";
import { absence } from "#db/schema/availability.ts";
import { notification } from "#db/schema/event.ts";
import { person, shift } from "#db/schema/person.ts";
import { pushSubscription } from "#db/schema/push.ts";
import { testDatabase } from "#db/testing/database.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { markOf } from "../../domain/push/mark.ts";
import { Refused } from "../../domain/refusal.ts";
import { openBrowser, openPushService } from "../../testing/pushService.ts";
import { testSettings } from "../../testing/settings.ts";
import { makeWorld, type World } from "../../testing/world.ts";
import { deliverDue, type Outgoing } from "../notice/deliver.ts";
import { perform, read } from "../operation.ts";
import { endSession } from "../session/end.ts";
import { prepareTime } from "../sla/prepare.ts";
import { addToTicket } from "../ticket/add.ts";
import { assignTechnician } from "../ticket/assign.ts";
import { reportRepair } from "../ticket/report.ts";
import { acceptJob } from "../ticket/steps.ts";
import { withdrawAssignment } from "../ticket/withdraw.ts";
import { pushTo } from "./deliver.ts";
import { vapidKeys } from "./keys.ts";
import { signedInWith } from "./signedInWith.ts";
import { pushKey, subscribe, unsubscribe } from "./subscribe.ts";

let connection: Awaited<ReturnType<typeof testDatabase>>;
let service: Awaited<ReturnType<typeof openPushService>>;
let world: World;
let texts: Outgoing[];

before(async () => {
  connection = await testDatabase();
  service = await openPushService();
  testSettings({ pushHosts: [service.host] });
  await prepareTime(connection.db, new Date());
});
after(async () => {
  await service.close();
  await connection.drop();
});
beforeEach(async () => {
  world = await makeWorld(connection);
  service.taken.length = 0;
  service.answerWith(201);
  texts = [];
  await connection.db
    .update(person)
    .set({ phone: "+8613900000007" })
    .where(eq(person.id, world.technician.personId));
});

const as = (actor: Actor, now = new Date()) => ({ actor, now, db: connection.db });
const does = <I, R>(command: { run: unknown } & I, actor: Actor, input: object): Promise<R> =>
  perform(command as never, as(actor), input as never, randomUUID());
const report = async () => {
  const input = {
    placeId: world.places.ownHome,
    placeWords: "",
    faultCode: "tap-drips",
    urgency: 3,
    description: "漏水",
    photoIds: [],
    contactName: "",
  };
  return (await perform(reportRepair, as(world.owner), input as never, randomUUID())).ticketId;
};
const assign = (ticketId: string, version = 1) =>
  does<object, { version: number }>(assignTechnician, world.dispatcher, {
    ticketId,
    version,
    technicianId: world.technician.personId,
  });
const rings = (browser: ReturnType<typeof openBrowser>, name = "a", actor: Actor = world.technician) =>
  does(subscribe, actor, {
    endpoint: `http://${service.host}/${name}`,
    p256dh: browser.p256dh,
    auth: browser.auth,
  });
/** What the outbox job does, for this world's technician alone. */
async function deliver(minutes = 0) {
  const keys = await vapidKeys(connection.db);
  const carriers = {
    sms: async (message: Outgoing) => void texts.push(message),
    push: (tx: never, message: Outgoing) => pushTo(tx, message, keys, new Date()),
  };
  await deliverDue(connection.db, carriers as never, new Date(Date.now() + 1_000 + minutes * 60_000));
}
const newsOf = async (kind: string) =>
  connection.db
    .select()
    .from(notification)
    .where(and(eq(notification.personId, world.technician.personId), eq(notification.kind, kind)));

test("new work reaches the browser of who has it, readable by that browser alone, and names nobody", async () => {
  const browser = openBrowser();
  await rings(browser);
  const ticketId = await report();
  await assign(ticketId);
  await deliver();
  assert.equal(service.taken.length, 1);
  const [message] = service.taken;
  assert.match(String(message!.headers.authorization), /^vapid t=[\w-]+\.[\w-]+\.[\w-]+, k=/);
  assert.equal(message!.headers["content-encoding"], "aes128gcm");
  assert.ok(!message!.body.includes("1802"));
  const note = browser.read(message!.body);
  assert.equal(note.path, `/jobs/${ticketId}`);
  assert.equal(note.tag, ticketId);
  assert.match(note.body!, /3栋.*1802.*水龙头漏水/);
  assert.doesNotMatch(note.body!, /王丽|138\d{8}/);
  assert.deepEqual(
    texts.filter((m) => m.personId === world.technician.personId),
    [],
  );
  await deliver();
  assert.equal(service.taken.length, 1, "delivered once");
});

test("work that is taken away and work that changed are told; his own steps are not", async () => {
  const browser = openBrowser();
  await rings(browser);
  const ticketId = await report();
  const { version } = await assign(ticketId);
  await does(acceptJob, world.technician, { ticketId, version });
  await does(addToTicket, world.owner, { ticketId, words: "门铃坏了，请敲门", photoIds: [] });
  await does(withdrawAssignment, world.dispatcher, {
    ticketId,
    version: version + 2,
    reason: "wrong_person",
  });
  await deliver();
  assert.equal((await newsOf("job_new")).length, 1);
  assert.equal((await newsOf("job_changed")).length, 1);
  assert.equal((await newsOf("job_gone")).length, 1);
  assert.equal(service.taken.length, 3);
  const gone = service.taken
    .map(({ body }) => browser.read(body))
    .find(({ body }) => body?.includes("已不归你"));
  assert.equal(gone?.path, "/jobs");
});

test("a change rings nobody who is off duty", async () => {
  await rings(openBrowser());
  const ticketId = await report();
  await assign(ticketId);
  await connection.db
    .update(shift)
    .set({ endsAt: new Date(Date.now() - 1_000) })
    .where(eq(shift.personId, world.technician.personId));
  await does(addToTicket, world.owner, { ticketId, words: "还有一处", photoIds: [] });
  assert.equal((await newsOf("job_changed")).length, 0);
});

test("a change rings nobody who has gone ill in his shift", async () => {
  await rings(openBrowser());
  const ticketId = await report();
  const { version } = await assign(ticketId);
  await does(acceptJob, world.technician, { ticketId, version });
  const { personId } = world.technician;
  const ill = { presence: "ill", reason: "unwell", setById: personId, since: new Date() } as const;
  await connection.db.insert(absence).values({ id: randomUUID(), personId, ...ill });
  await does(addToTicket, world.owner, { ticketId, words: "还有一处", photoIds: [] });
  assert.equal((await newsOf("job_changed")).length, 0);
});

test("without a browser that takes messages the same words go as text", async () => {
  await signedIn();
  const ticketId = await report();
  await assign(ticketId);
  await deliver();
  const mine = texts.filter((m) => m.personId === world.technician.personId);
  assert.deepEqual(
    mine.map((m) => [m.kind, m.address]),
    [["job_new", "+8613900000007"]],
  );
  assert.equal((await newsOf("job_new"))[0]?.channel, "sms");
});

test("a browser that is gone is forgotten and the message goes as text", async () => {
  await rings(openBrowser());
  service.answerWith(410);
  await assign(await report());
  await deliver();
  assert.equal(texts.filter((m) => m.kind === "job_new").length, 1);
  assert.deepEqual(await subscriptions(), []);
});

test("a push service that is down costs no time: the same words go as text at once, and once", async () => {
  await rings(openBrowser());
  service.answerWith(503);
  await assign(await report());
  await deliver();
  await deliver(2);
  assert.equal(texts.filter((m) => m.kind === "job_new").length, 1);
  assert.deepEqual([(await newsOf("job_new"))[0]?.channel, service.taken.length], ["sms", 1]);
});

test("where there is no mobile number it is tried again, and nothing is sent twice", async () => {
  await connection.db
    .update(person)
    .set({ phone: "+865718888001" })
    .where(eq(person.id, world.technician.personId));
  await rings(openBrowser());
  service.answerWith(503);
  await assign(await report());
  await deliver();
  assert.equal((await newsOf("job_new"))[0]?.deliveredAt, null);
  service.answerWith(201);
  await deliver(2);
  await deliver(2);
  assert.equal(service.taken.length, 2);
  assert.notEqual((await newsOf("job_new"))[0]?.deliveredAt, null);
});

test("who has neither a browser nor a mobile number is not said to have been told", async () => {
  await signedIn();
  await connection.db
    .update(person)
    .set({ phone: "+865718888001" })
    .where(eq(person.id, world.technician.personId));
  await assign(await report());
  await deliver();
  const [news] = await newsOf("job_new");
  assert.deepEqual([news?.deliveredAt, texts.filter((m) => m.kind === "job_new")], [null, []]);
  assert.notEqual(news?.failedAt, null);
  assert.match(news?.error ?? "", /no browser .* no mobile number/);
});

test("the desk's people are rung too, at the board, and not after signing out", async () => {
  const browser = openBrowser();
  await rings(browser, "desk", world.lead);
  const stands = () => signedInWith(connection.db, world.lead.personId, new Date());
  assert.deepEqual(await stands(), { signedIn: true, browser: true });
  const ticketId = await report();
  const note = {
    id: randomUUID(),
    personId: world.lead.personId,
    address: "",
    channel: "push" as const,
    kind: "escalated",
    ticketId,
    payload: { number: "CH-1", time: "10:05", room: "board" },
    locale: "zh" as const,
    createdAt: new Date(),
    notBefore: new Date(),
  };
  await connection.db.insert(notification).values(note);
  await deliver();
  assert.deepEqual(
    service.taken.map(({ body }) => browser.read(body).path),
    [`/board?ticket=${ticketId}`],
  );
  await does(endSession, world.lead, {});
  assert.deepEqual(await stands(), { signedIn: false, browser: false });
  await assert.rejects(rings(openBrowser(), "b", world.operator), (error: unknown) => {
    return error instanceof Refused && error.refusal.code === "NOT_ALLOWED";
  });
});

test("after signing out there is silence, by push and by text", async () => {
  await rings(openBrowser());
  const ticketId = await report();
  await does(endSession, world.technician, {});
  await assign(ticketId);
  await deliver();
  assert.deepEqual(await subscriptions(), []);
  assert.equal(service.taken.length, 0);
  assert.equal(texts.filter((m) => m.kind === "job_new").length, 0);
});

test("two people on one phone: the browser rings for who is signed in now", async () => {
  const browser = openBrowser();
  await rings(browser);
  await rings(browser, "a", world.technician2);
  await assign(await report());
  await deliver();
  assert.equal(service.taken.length, 0);
  const [kept] = await connection.db
    .select()
    .from(pushSubscription)
    .where(eq(pushSubscription.personId, world.technician2.personId));
  await does(unsubscribe, world.technician, { endpoint: kept!.endpoint });
  assert.equal((await subscriptions(world.technician2.personId)).length, 1, "nobody silences another");
});

test("what the office has of a browser it knows by its mark, for that session alone and for a day, so that nothing is written twice", async () => {
  const browser = openBrowser();
  const keys = { p256dh: browser.p256dh, auth: browser.auth };
  const mark = await markOf(`http://${service.host}/a`, keys);
  const known = async (actor: Actor, of: string | null = mark, now = new Date()) =>
    (await read(pushKey, as(actor, now), of === null ? {} : { mark: of })).known;
  assert.equal(await known(world.technician), false, "never heard of");
  await rings(browser);
  assert.equal(await known(world.technician), true);
  assert.equal(await known(world.technician, null), false);
  assert.equal(
    await known(world.technician, await markOf(`http://${service.host}/a`, { ...keys, auth: "x" })),
    false,
  );
  assert.equal(await known(world.technician2), false, "another's session");
  const later = new Date(Date.now() + 25 * 3_600_000);
  assert.equal(await known(world.technician, mark, later), false, "of more than a day ago");
  const [said] = await subscriptions();
  await perform(subscribe, as(world.technician, later), { endpoint: said!.endpoint, ...keys }, randomUUID());
  assert.equal(await known(world.technician, mark, later), true, "said again");
  await rings(browser, "a", world.technician2);
  assert.equal(await known(world.technician, mark), false, "the browser is another's now");
});

test("an address that is no push service's is refused", async () => {
  const keys = openBrowser();
  for (const endpoint of [
    "https://127.0.0.1/inside",
    "http://fcm.googleapis.com/plain",
    "https://fcm.googleapis.com.evil.invalid/x",
    "https://user@fcm.googleapis.com/x",
    "no address",
  ]) {
    await assert.rejects(
      does(subscribe, world.technician, { endpoint, p256dh: keys.p256dh, auth: keys.auth }),
      (error: unknown) => error instanceof Refused && error.refusal.code === "PUSH_SERVICE",
      endpoint,
    );
  }
});

const subscriptions = (personId = world.technician.personId) =>
  connection.db.select().from(pushSubscription).where(eq(pushSubscription.personId, personId));

/** A session without a subscription, as in a browser that cannot. */
async function signedIn() {
  const [session] = await connection.db
    .select()
    .from(authSession)
    .where(eq(authSession.id, (world.technician as Extract<Actor, { kind: "staff" }>).sessionId));
  assert.ok(session, "the world's technician is signed in");
}
