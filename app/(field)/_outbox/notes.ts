import type { Fresh, Kept } from "./kept.ts";

/** The most of one note, as the office takes it: characters (here in UTF-16 units, which are never fewer), and photos. */
const mostWords = 8000;
const mostPhotos = 24;
/** So much of the first line stands over photos that have no words left, UTF-16 units. */
const headline = 120;

type Said = Pick<Kept, "personId" | "about" | "pictures"> & {
  /** The key of the first note. */
  key: string;
  ticketId: string;
  words: string;
  doneAt: string;
};

/** His own words about a job with his photos, in as many notes as the office needs to take all of it, in their order. */
export function notesOf({ key, personId, about, ticketId, words, pictures, doneAt }: Said): Fresh<Kept>[] {
  const parts = partsOf(words);
  const [first = ""] = words.trim().split("\n");
  const over = cut(first, headline)[0];
  const photos = Array.from({ length: Math.ceil(pictures.length / mostPhotos) }, (_, n) =>
    pictures.slice(n * mostPhotos, (n + 1) * mostPhotos),
  );
  return Array.from({ length: Math.max(parts.length, photos.length) }, (_, n) => ({
    key: n === 0 ? key : crypto.randomUUID(),
    personId,
    about,
    step: { verb: "note", ticketId, words: parts[n] ?? over, photoIds: [], doneAt },
    pictures: photos[n] ?? [],
    state: "queued",
    moved: null,
    told: null,
    answeredAt: null,
  }));
}

function partsOf(words: string): string[] {
  const parts: string[] = [];
  for (let left = words.trim(); left !== ""; ) {
    const [part, rest] = cut(left, mostWords);
    parts.push(part.trimEnd());
    left = rest.trimStart();
  }
  return parts;
}

/** The beginning of at most `most` UTF-16 units, up to the end of a line or else of a word, and the rest. */
function cut(words: string, most: number): [string, string] {
  if (words.length <= most) return [words, ""];
  const at = [words.lastIndexOf("\n", most), words.lastIndexOf(" ", most)].find((end) => end > 0) ?? most;
  // Never through the middle of a character of two units.
  const whole = words.slice(0, at).isWellFormed() ? at : at - 1;
  return [words.slice(0, whole), words.slice(whole)];
}
