import { liveSocket } from "#app/_live/connection.ts";
import { serverNow } from "#app/_ui/serverClock.ts";
import { adoptDrafts, draftedTickets, keepDraft, readDraft } from "../jobs/recordDraft.ts";
import type { Kept, Picture } from "./kept.ts";
import { deliver, deliverPhoto } from "./office.ts";
import {
  answered,
  currentOutbox,
  dropPictures,
  failedAt,
  openOutbox,
  pictureAnswered,
  reread,
  show,
} from "./outbox.ts";
import { isBeside, isSpare, nextMove, pauseAfter, verdict } from "./queue.ts";
import { isSo } from "./settle.ts";
import { bytesOf, removeCommands } from "./store.ts";

/** A step that the office has is remembered for so long, ms: a page kept for use without network may be that old. */
const remembered = 24 * 3_600_000;
/** A photo that the office has, and that neither an unsent step nor a draft needs, stays on the phone for so long, ms. */
const photoRemembered = 7 * 24 * 3_600_000;
/** Even when nothing says that the network is back, it is tried so often, ms. */
const heartbeat = 30_000;

const held = new Map<string, number>();
const failures = new Map<string, number>();
const reuploaded = new Set<string>();
let draining = false;
let again = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Sends what this phone keeps for one person, now and whenever it may work. Returns what ends it. */
export function startDraining(personId: string): () => void {
  const soon = () => drain(false);
  const seen = () => document.visibilityState === "visible" && drain(false);
  void openOutbox(personId, drain)
    .then(forget)
    .then(soon, () => show({ ready: true }));
  const beat = setInterval(() => drain(true), heartbeat);
  // The link is back before the browser says so, and where the browser never noticed that it was gone.
  liveSocket().on("connect", soon);
  window.addEventListener("online", soon);
  document.addEventListener("visibilitychange", seen);
  return () => {
    clearInterval(beat);
    clearTimeout(timer);
    liveSocket().off("connect", soon);
    window.removeEventListener("online", soon);
    document.removeEventListener("visibilitychange", seen);
  };
}

/** One page of this phone sends at a time. `patiently` keeps to the pauses after failures. */
function drain(patiently: boolean): void {
  if (!patiently) held.clear();
  again = true;
  if (draining) return;
  draining = true;
  clearTimeout(timer);
  void navigator.locks
    .request("mendline-outbox", { ifAvailable: true }, async (lock) => {
      if (lock === null) return later(2_000);
      while (again) {
        again = false;
        await go();
      }
    })
    .catch(() => later(5_000))
    .finally(() => {
      draining = false;
      show({ under: null });
    });
}

function later(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => drain(true), ms);
}

async function go(): Promise<void> {
  await reread();
  for (;;) {
    const { commands, pictures } = currentOutbox();
    const move = nextMove(commands, pictures, held, Date.now());
    if (move.kind === "rest") return show({ stuck: null });
    if (move.kind === "wait") return later(Math.max(200, move.until - Date.now()));
    if (move.kind === "stop") {
      await answered(move.command, { told: move.told });
      continue;
    }
    const goesOn = move.kind === "send" ? await send(move.command) : await uploadOne(move.picture);
    if (!goesOn) return;
  }
}

/** Tells whether it is worth going on with the next. */
async function send(command: Kept): Promise<boolean> {
  show({ under: { id: command.key, percent: 0 } });
  const { pictures } = currentOutbox();
  const named = pictures.filter(({ id }) => command.pictures.includes(id));
  const idsOf = (some: Picture[]) => [...new Set(some.flatMap(({ photoId }) => photoId ?? []))];
  const showing = (what: Picture["shows"]) => idsOf(named.filter(({ shows }) => shows === what));
  const answer = await deliver(command, idsOf(named), showing("before"), showing("signature"));
  show({ under: null });
  if ("moved" in answer) {
    settled(command.key);
    await answered(command, answer);
    if (command.step.verb === "complete" && command.draft === undefined) forgetDraft(command);
    if (named.length > 0) await dropPictures(named);
    return true;
  }
  const { told } = answer;
  if (told.code === "NOT_FOUND" && told.field === "photoIds" && !reuploaded.has(command.key)) {
    // The office no longer has them; the phone still does.
    reuploaded.add(command.key);
    for (const picture of named) await pictureAnswered(picture, { photoId: null });
    return true;
  }
  if (isSo(command, told)) {
    settled(command.key);
    await answered(command, { moved: { version: 0 } });
    return true;
  }
  const unknowns = (command.unknowns ?? 0) + (told.code === "UNKNOWN" ? 1 : 0);
  const what = verdict(told, isBeside(command), unknowns);
  if (what === "refused") {
    settled(command.key);
    await answered(command, { told });
    return true;
  }
  if (told.code === "UNKNOWN") await failedAt(command, unknowns);
  return failed(command.key, what === "signIn", told.code === "OFFLINE", told.params?.seconds);
}

/** An older app left what was written in the draft of its job: that goes, if it is still what has been sent. */
function forgetDraft({ personId, step }: Kept): void {
  if (step.verb !== "complete") return;
  const draft = readDraft(personId, step.ticketId);
  if (draft?.found.trim() === step.found.trim() && draft.done.trim() === step.done.trim())
    keepDraft(personId, step.ticketId, null);
}

async function uploadOne(picture: Picture): Promise<boolean> {
  const bytes = await bytesOf(picture.id);
  if (bytes === null) {
    await pictureAnswered(picture, { told: { code: "PHOTO_LOST" } });
    return true;
  }
  show({ under: { id: picture.id, percent: 0 } });
  const answer = await deliverPhoto(picture.personId, bytes, picture.sha256, (percent) =>
    show({ under: { id: picture.id, percent } }),
  );
  show({ under: null });
  if ("photoId" in answer) {
    settled(picture.id);
    await pictureAnswered(picture, { photoId: answer.photoId });
    return true;
  }
  const { told } = answer;
  const unknowns = (picture.unknowns ?? 0) + (told.code === "UNKNOWN" ? 1 : 0);
  if (verdict(told, false, unknowns) === "refused") {
    settled(picture.id);
    // The step that names it is stopped by this, and asks him.
    await pictureAnswered(picture, { told });
    return true;
  }
  if (told.code === "UNKNOWN") await pictureAnswered(picture, { unknowns });
  return failed(picture.id, verdict(told) === "signIn", told.code === "OFFLINE", told.params?.seconds);
}

function settled(id: string): void {
  failures.delete(id);
  held.delete(id);
  show({ stuck: null });
}

function failed(id: string, signIn: boolean, unheard: boolean, seconds: string | number = 0): boolean {
  const count = (failures.get(id) ?? 0) + 1;
  failures.set(id, count);
  const pause = Math.max(pauseAfter(count), Number(seconds) * 1000) * (1 + Math.random() / 4);
  held.set(id, Date.now() + pause);
  if (!signIn && !unheard) return true;
  // Nobody hears anything now: not this one and not the next.
  show({ stuck: signIn ? "signIn" : "offline" });
  if (!signIn) later(pause);
  return false;
}

/** Makes room: steps and photos that the office has had for long. Nothing that is unsent goes. */
async function forget(): Promise<void> {
  const before = new Date(Date.now() - remembered).toISOString();
  const { commands, pictures, personId } = currentOutbox();
  const old = commands.filter(
    ({ state, answeredAt }) => state === "sent" && answeredAt !== null && answeredAt < before,
  );
  if (old.length > 0) await removeCommands(old);
  const seen = new Date(serverNow() - photoRemembered).toISOString();
  adoptDrafts(
    personId,
    commands.filter(({ state }) => state !== "sent").map(({ key }) => key),
  );
  const drafted = draftedTickets(personId);
  const spare = pictures.filter((picture) => isSpare(picture, commands, drafted) && picture.keptAt < seen);
  if (spare.length > 0) await dropPictures(spare);
}
