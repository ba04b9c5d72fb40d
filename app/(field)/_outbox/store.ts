import type { Fresh, Kept, Picture } from "./kept.ts";

/*
 * The phone's own store. A later version of these pages must read what an earlier one kept: add, never rename.
 */
const name = "mendline-field";
const version = 1;

type Bytes = { id: string; bytes: ArrayBuffer };
type Store = "commands" | "pictures" | "bytes";

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      const { result } = request;
      for (const [store, id] of [
        ["commands", "key"],
        ["pictures", "id"],
      ] as const) {
        const made = result.createObjectStore(store, { keyPath: "order", autoIncrement: true });
        made.createIndex("id", id, { unique: true });
        made.createIndex("person", "personId");
      }
      result.createObjectStore("bytes", { keyPath: "id" });
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      request.result.onclose = () => {
        opened = undefined;
      };
      resolve(request.result);
    };
    request.onerror = () => {
      opened = undefined;
      reject(request.error);
    };
  });
  return opened;
}

/** Runs `work` in one transaction and resolves once it is on the disk. */
async function within(stores: Store[], work: (of: (store: Store) => IDBObjectStore) => void): Promise<void> {
  const database = await open();
  await new Promise<void>((resolve, reject) => {
    const transaction = database.transaction(stores, "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    work((store) => transaction.objectStore(store));
  });
}

async function ask<Result>(store: Store, question: (of: IDBObjectStore) => IDBRequest<Result>) {
  const database = await open();
  return new Promise<Result>((resolve, reject) => {
    const request = question(database.transaction(store).objectStore(store));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** All that this phone keeps for one person. */
export async function keptFor(personId: string): Promise<{ commands: Kept[]; pictures: Picture[] }> {
  const [commands, pictures] = await Promise.all([
    ask<Kept[]>("commands", (store) => store.index("person").getAll(personId)),
    ask<Picture[]>("pictures", (store) => store.index("person").getAll(personId)),
  ]);
  return { commands, pictures };
}

export function addCommand(command: Fresh<Kept>): Promise<void> {
  return within(["commands"], (of) => of("commands").add(command));
}

export function putCommand(command: Kept): Promise<void> {
  return within(["commands"], (of) => of("commands").put(command));
}

export function removeCommands(commands: readonly Kept[]): Promise<void> {
  return within(["commands"], (of) => {
    for (const { order } of commands) of("commands").delete(order);
  });
}

/** Puts steps in the place of others: all of it or nothing. */
export function replaceCommands(
  gone: readonly Kept[],
  changed: readonly Kept[],
  fresh: readonly Fresh<Kept>[],
): Promise<void> {
  return within(["commands"], (of) => {
    for (const { order } of gone) of("commands").delete(order);
    for (const command of changed) of("commands").put(command);
    for (const command of fresh) of("commands").add(command);
  });
}

/** Keeps a photo with its bytes: both or neither. */
export function addPicture(picture: Fresh<Picture>, bytes: ArrayBuffer): Promise<void> {
  return within(["pictures", "bytes"], (of) => {
    of("bytes").add({ id: picture.id, bytes } satisfies Bytes);
    of("pictures").add(picture);
  });
}

/** Notes what is known of a photo by now; one that was taken away meanwhile does not come back. */
export function putPicture(picture: Picture): Promise<void> {
  return within(["pictures"], (of) => {
    const there = of("pictures").count(picture.order);
    there.onsuccess = () => {
      if (there.result > 0) of("pictures").put(picture);
    };
  });
}

export function removePictures(pictures: readonly Picture[]): Promise<void> {
  return within(["pictures", "bytes"], (of) => {
    for (const { order, id } of pictures) {
      of("pictures").delete(order);
      of("bytes").delete(id);
    }
  });
}

/** The bytes of a photo, or null when this phone no longer has them. */
export async function bytesOf(id: string): Promise<ArrayBuffer | null> {
  const found = await ask<Bytes | undefined>("bytes", (store) => store.get(id));
  return found?.bytes ?? null;
}
