import type { Told } from "#app/_trpc/refusal.ts";
import { serverNow } from "#app/_ui/serverClock.ts";
import { keepDraft, readDraft } from "../jobs/recordDraft.ts";
import { drawnIn, layDrawnName } from "./drawnName.ts";
import type { Kept, Picture } from "./kept.ts";
import { notesOf } from "./notes.ts";
import { jobOf, picturesFor } from "./queue.ts";
import { onceMore, partedForNote, withFollowers } from "./settle.ts";
import {
  addCommand,
  addPicture,
  keptFor,
  putCommand,
  putPicture,
  removeCommands,
  removePictures,
  replaceCommands,
} from "./store.ts";

/** What this phone keeps for the person who is signed in, and what it is doing about it. */
export type Outbox = {
  /** Read from the phone; before that nothing is known, and nothing is said. */
  ready: boolean;
  personId: string;
  commands: Kept[];
  pictures: Picture[];
  /** The key or photo that is on its way now, and how much of it has gone, percent. */
  under: { id: string; percent: number } | null;
  /** Why nothing is going: nobody answers, or the session has ended. */
  stuck: "offline" | "signIn" | null;
};

const nothing: Outbox = {
  ready: false,
  personId: "",
  commands: [],
  pictures: [],
  under: null,
  stuck: null,
};

let outbox = nothing;
const watchers = new Set<() => void>();
/** Other pages of this phone hear when something was kept, sent or dropped. */
let others: BroadcastChannel | undefined;
let wake: (patiently: boolean) => void = () => {};

export function currentOutbox(): Outbox {
  return outbox;
}

export function emptyOutbox(): Outbox {
  return nothing;
}

export function watchOutbox(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function show(change: Partial<Outbox>): void {
  outbox = { ...outbox, ...change };
  for (const watcher of watchers) watcher();
}

/** Reads the phone again. */
export async function reread(): Promise<void> {
  const { personId } = outbox;
  if (personId === "") return;
  const kept = await keptFor(personId);
  if (outbox.personId === personId) show({ ...kept, ready: true });
}

async function changed(): Promise<void> {
  await reread();
  others?.postMessage("changed");
}

/** Opens the outbox of one person. `drain` is called whenever there may be something to send. */
export async function openOutbox(personId: string, drain: (patiently: boolean) => void): Promise<void> {
  wake = drain;
  if (outbox.personId !== personId) show({ ...nothing, personId });
  if (others === undefined && "BroadcastChannel" in window) {
    others = new BroadcastChannel("mendline-outbox");
    others.onmessage = () => void reread();
  }
  await reread();
}

const unanswered = { state: "queued", moved: null, told: null, answeredAt: null } as const;

/** Keeps a step; it is on the disk when this resolves. Rejects when the phone cannot keep it. */
export async function keepStep(
  command: Omit<Kept, "order" | "state" | "moved" | "told" | "answeredAt" | "pressedAt">,
) {
  await addCommand({ ...command, pressedAt: Date.now(), ...unanswered });
  await changed();
  wake(false);
}

/** Keeps his own words with photos, all of them or none, as `keepStep` keeps a step. */
export async function keepNotes(said: Parameters<typeof notesOf>[0]): Promise<void> {
  await replaceCommands([], [], notesOf(said));
  await changed();
  wake(false);
}

/** Keeps a photo; it is on the disk when this resolves. The same picture for the same record is kept once. */
export async function keepPicture(
  picture: Omit<Picture, "order" | "photoId" | "told" | "keptAt">,
  bytes: ArrayBuffer,
) {
  const { pictures, commands } = outbox;
  const beside = picturesFor(pictures, commands, picture.ticketId, picture.of ?? null);
  if (beside.some(({ sha256 }) => sha256 === picture.sha256)) return;
  const keptAt = new Date(serverNow()).toISOString();
  await addPicture({ ...picture, photoId: null, told: null, keptAt }, bytes);
  await changed();
  wake(false);
}

export async function dropPictures(pictures: readonly Picture[]): Promise<void> {
  await removePictures(pictures);
  await changed();
}

/** A photo that the office could not take is offered once more. */
export async function retryPicture(picture: Picture): Promise<void> {
  await putPicture(untried(picture));
  await changed();
  wake(false);
}

function untried({ unknowns: _, ...picture }: Picture): Picture {
  return { ...picture, told: null };
}

/** What the office said to a step. */
export async function answered(
  command: Kept,
  answer: { moved: NonNullable<Kept["moved"]> } | { told: Told },
): Promise<void> {
  const answeredAt = new Date().toISOString();
  if ("told" in answer) await putCommand({ ...command, state: "refused", told: answer.told, answeredAt });
  else await putCommand({ ...command, state: "sent", moved: answer.moved, answeredAt });
  await changed();
}

/** The office failed at a step for a reason that nobody foresaw; counted here, whatever becomes of the page. */
export async function failedAt(command: Kept, unknowns: number): Promise<void> {
  await putCommand({ ...command, unknowns });
  await changed();
}

/** What the office said to a photo, or how often it has failed at it. */
export async function pictureAnswered(
  picture: Picture,
  answer: { photoId: string | null } | { told: Told } | { unknowns: number },
): Promise<void> {
  await putPicture({ ...picture, ...answer });
  await changed();
}

/**
 * The technician keeps his refused step: it goes once more, on the ticket as it is now, with those of its photos that the
 * office has only failed at.
 */
export async function sendAgain(key: string, version: number | null): Promise<void> {
  const command = outbox.commands.find((each) => each.key === key);
  if (!command) return;
  for (const picture of outbox.pictures)
    if (command.pictures.includes(picture.id) && picture.told?.code === "UNKNOWN")
      await putPicture(untried(picture));
  await reread();
  await putCommand(onceMore(command, version, outbox.pictures));
  await changed();
  wake(false);
}

/** A refused step as he has mended it goes in its place, under its key. */
export async function mend(
  key: string,
  version: number | null,
  { step, pictures, draft }: Pick<Kept, "step" | "pictures" | "draft">,
): Promise<void> {
  const command = outbox.commands.find((each) => each.key === key);
  if (!command) return;
  const mended = { ...command, step, pictures, ...(draft && { draft }) };
  await putCommand(onceMore(mended, version, outbox.pictures));
  await changed();
  wake(false);
}

/** He lets his refused step go, and those that were built on it. What he wrote is his draft again. */
export async function letGo(key: string): Promise<void> {
  const gone = withFollowers(outbox.commands, key);
  for (const command of gone) giveBack(command);
  await removeCommands(gone);
  await changed();
  wake(false);
}

/** He leaves just this refused step out; those behind it go on from the ticket as it is now. */
export async function leaveOut(key: string, version: number | null): Promise<void> {
  const [refused, following] = withFollowers(outbox.commands, key);
  if (!refused) return;
  giveBack(refused);
  await replaceCommands([refused], following ? [onceMore(following, version, outbox.pictures)] : [], []);
  await changed();
  wake(false);
}

/**
 * What could not be put down goes to the office as his own words, with its photos and what was drawn: this step, or with
 * `all` those behind it too, of which parts that were used go by themselves. All leave the queue in the moment in which
 * the note is in it; what is too long for one goes in several.
 */
export async function asNote(
  key: string,
  words: string,
  version: number | null,
  all: boolean,
): Promise<void> {
  const [refused, ...behind] = withFollowers(outbox.commands, key);
  const ticketId = refused && jobOf(refused.step);
  if (!refused || !ticketId) return;
  const { uses, told } = partedForNote(all ? [refused, ...behind] : [refused]);
  const going = all ? uses : behind.slice(0, 1);
  const kept = going.map((each) => onceMore(each, version, outbox.pictures));
  const gone = (all ? [refused, ...behind] : [refused]).filter(
    (each) => !kept.some((use) => use.key === each.key),
  );
  const { personId, about } = refused;
  const { doneAt } = refused.step;
  const there = new Set(outbox.pictures.filter((picture) => picture.told === null).map(({ id }) => id));
  const pictures = told.flatMap((each) => each.pictures).filter((id) => there.has(id));
  for (const drawn of told.map(drawnIn))
    if (drawn !== null) pictures.push(await layDrawnName(personId, ticketId, drawn));
  const notes = notesOf({
    key: crypto.randomUUID(),
    personId,
    about,
    ticketId,
    words,
    pictures: [...new Set(pictures)],
    doneAt,
  });
  await replaceCommands(gone, kept, notes);
  // What he was still changing in them has gone with the note.
  for (const each of told) keepDraft(personId, ticketId, null, each.key);
  await changed();
  wake(false);
}

/** The record as he wrote it last can be gone on with, unless he has begun another since. */
function giveBack({ personId, key, step, draft }: Kept): void {
  if (step.verb !== "complete") return;
  const { ticketId } = step;
  const written = readDraft(personId, ticketId, key) ?? draft;
  if (written !== undefined && readDraft(personId, ticketId) === null) keepDraft(personId, ticketId, written);
  keepDraft(personId, ticketId, null, key);
}

/** Tries now whatever waits. */
export function tryNow(): void {
  wake(false);
}
