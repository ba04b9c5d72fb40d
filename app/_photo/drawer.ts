/** A small picture that is not at the office yet, kept on this device. */
export type Laid = { id: string; drawer: string; bytes: ArrayBuffer; at: number };

const store = "pictures";
/** What nobody asked for in so long is thrown away, ms. */
const longest = 14 * 86_400_000;

function openDrawers(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("mendline.photos", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function within<T>(mode: IDBTransactionMode, work: (pictures: IDBObjectStore) => IDBRequest<T>) {
  const database = await openDrawers();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(store, mode);
      const request = work(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** Keeps a picture until it is taken out; a device that cannot keep it goes on without. */
export async function layIn(drawer: string, id: string, picture: Blob): Promise<void> {
  const laid: Laid = { id, drawer, bytes: await picture.arrayBuffer(), at: Date.now() };
  await within("readwrite", (pictures) => pictures.put(laid)).catch(() => {});
}

export async function takeOut(id: string): Promise<void> {
  await within("readwrite", (pictures) => pictures.delete(id)).catch(() => {});
}

/** One picture wherever it lies; null when this device has it no more. */
export async function pictureOf(id: string): Promise<Blob | null> {
  const laid = await within<Laid | undefined>("readonly", (pictures) => pictures.get(id)).catch(
    () => undefined,
  );
  return laid === undefined ? null : asBlob(laid);
}

/** Lays these over into another drawer. */
export async function layOver(ids: readonly string[], drawer: string): Promise<void> {
  for (const id of ids) {
    const laid = await within<Laid | undefined>("readonly", (pictures) => pictures.get(id)).catch(
      () => undefined,
    );
    if (laid !== undefined)
      await within("readwrite", (pictures) => pictures.put({ ...laid, drawer })).catch(() => {});
  }
}

/** The pictures of one drawer, the first laid in first. */
export async function lookIn(drawer: string): Promise<Array<{ id: string; picture: Blob }>> {
  const all = await within<Laid[]>("readonly", (pictures) => pictures.getAll()).catch(() => []);
  for (const old of all.filter((laid) => Date.now() - laid.at > longest)) await takeOut(old.id);
  return all
    .filter((laid) => laid.drawer === drawer && Date.now() - laid.at <= longest)
    .sort((a, b) => a.at - b.at)
    .map((laid) => ({ id: laid.id, picture: asBlob(laid) }));
}

function asBlob({ bytes }: Laid): Blob {
  return new Blob([bytes], { type: "image/jpeg" });
}

export async function emptyDrawer(drawer: string): Promise<void> {
  for (const { id } of await lookIn(drawer)) await takeOut(id);
}
