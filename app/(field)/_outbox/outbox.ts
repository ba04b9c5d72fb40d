import type { Told } from "#app/_trpc/refusal.ts";
import type { Kept, Picture } from "./kept.ts";
import { onceMore, withFollowers } from "./queue.ts";
import {
  addCommand,
  addPicture,
  keptFor,
  putCommand,
  putPicture,
  removeCommands,
  removePictures,
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

/** Keeps a step; it is on the disk when this resolves. Rejects when the phone cannot keep it. */
export async function keepStep(command: Omit<Kept, "order" | "state" | "moved" | "told" | "answeredAt">) {
  await addCommand({ ...command, state: "queued", moved: null, told: null, answeredAt: null });
  await changed();
  wake(false);
}

/** Keeps a photo; it is on the disk when this resolves. The same picture for the same ticket is kept once. */
export async function keepPicture(
  picture: Omit<Picture, "order" | "photoId" | "told" | "keptAt">,
  bytes: ArrayBuffer,
) {
  const same = ({ ticketId, sha256 }: Picture) => ticketId === picture.ticketId && sha256 === picture.sha256;
  if (outbox.pictures.some(same)) return;
  await addPicture({ ...picture, photoId: null, told: null, keptAt: new Date().toISOString() }, bytes);
  await changed();
  wake(false);
}

export async function dropPictures(pictures: readonly Picture[]): Promise<void> {
  await removePictures(pictures);
  await changed();
}

/** A photo that the office could not take is offered once more. */
export async function retryPicture(picture: Picture): Promise<void> {
  await putPicture({ ...picture, told: null });
  await changed();
  wake(false);
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

/** What the office said to a photo. */
export async function pictureAnswered(
  picture: Picture,
  answer: { photoId: string | null } | { told: Told },
): Promise<void> {
  await putPicture({ ...picture, ...answer });
  await changed();
}

/** The technician keeps his refused step: it goes once more, on the ticket as it is now. */
export async function sendAgain(key: string, version: number): Promise<void> {
  const command = outbox.commands.find((each) => each.key === key);
  if (!command) return;
  await putCommand(onceMore(command, version, outbox.pictures));
  await changed();
  wake(false);
}

/** He lets his refused step go, and those that were built on it. What he wrote stays in the record's draft. */
export async function letGo(key: string): Promise<void> {
  await removeCommands(withFollowers(outbox.commands, key));
  await changed();
  wake(false);
}

/** He leaves his refused step out; those behind it go on from the ticket as it is now. */
export async function leaveOut(key: string, version: number): Promise<void> {
  const [refused, following] = withFollowers(outbox.commands, key);
  if (!refused || !following) return;
  await putCommand(onceMore(following, version, outbox.pictures));
  await removeCommands([refused]);
  await changed();
  wake(false);
}

/** Tries now whatever waits. */
export function tryNow(): void {
  wake(false);
}
