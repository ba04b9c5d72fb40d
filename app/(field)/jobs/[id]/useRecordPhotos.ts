"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { shrink } from "#app/_photo/shrink.ts";
import { mostPhotos } from "#app/_photo/usePhotos.ts";
import type { Told } from "#app/_trpc/refusal.ts";
import type { Picture } from "../../_outbox/kept.ts";
import { sha256Of } from "../../_outbox/office.ts";
import { dropPictures, keepPicture, retryPicture } from "../../_outbox/outbox.ts";
import { picturesFor } from "../../_outbox/queue.ts";
import { showing } from "../../_outbox/showing.ts";
import { bytesOf } from "../../_outbox/store.ts";
import { useOutbox } from "../../_outbox/useOutbox.ts";

/** One photo of the record: `queued` is safe on this phone, `kept` at the office, `full` found no room. */
export type RecordPhoto = {
  id: string;
  state: "shrinking" | "queued" | "sending" | "kept" | "failed" | "unreadable" | "full";
  percent: number;
  preview: string | null;
  told?: Told;
};

/**
 * The photos of one record: made small and kept on the phone at once, sent by the outbox. `of` is the key of the refused
 * record that is gone over again; without it they are those of the one that is being written.
 */
export function useRecordPhotos(
  personId: string,
  ticketId: string,
  shows: "before" | "after" | "door",
  of?: string,
) {
  const { pictures, commands, under } = useOutbox();
  /** Those that are not on the phone's disk: still being made small, unreadable, or without room. */
  const [loose, setLoose] = useState<RecordPhoto[]>([]);
  const [tooMany, setTooMany] = useState(false);
  /** Taken away before they were on the disk. */
  const removed = useRef(new Set<string>());
  const mine = picturesFor(pictures, commands, ticketId, of ?? null).filter(
    (picture) => (picture.shows ?? "after") === shows,
  );
  const previews = usePreviews(mine);
  const count = mine.length + loose.length;

  async function add(files: File[]) {
    const room = Math.max(0, mostPhotos - count);
    setTooMany(files.length > room);
    const fresh = files.slice(0, room).map((file) => ({ file, id: crypto.randomUUID() }));
    setLoose((old) => [...old, ...fresh.map(({ id }) => blank(id, "shrinking"))]);
    for (const { file, id } of fresh) {
      const state = await keep(file, id);
      setLoose((old) => old.flatMap((photo) => (photo.id !== id ? photo : state ? blank(id, state) : [])));
    }
  }

  async function keep(file: File, id: string): Promise<"unreadable" | "full" | null> {
    const small = await shrink(file);
    if (small === null) return "unreadable";
    try {
      const bytes = showing(await small.arrayBuffer(), shows);
      const sha256 = await sha256Of(bytes);
      if (removed.current.has(id)) return null;
      await keepPicture({ id, personId, ticketId, shows, sha256, ...(of !== undefined && { of }) }, bytes);
      return null;
    } catch {
      return "full";
    }
  }

  const remove = useCallback(
    (id: string) => {
      setTooMany(false);
      removed.current.add(id);
      setLoose((old) => old.filter((photo) => photo.id !== id));
      void dropPictures(pictures.filter((picture) => picture.id === id));
    },
    [pictures],
  );
  const retry = (id: string) => {
    const picture = mine.find((each) => each.id === id);
    if (picture) void retryPicture(picture);
  };
  const photos: RecordPhoto[] = [
    ...mine.map((picture) => ({
      id: picture.id,
      ...stateOf(picture, under),
      preview: previews.get(picture.id) ?? null,
      ...(picture.told && { told: picture.told }),
    })),
    ...loose,
  ];
  return { photos, tooMany, add, remove, retry };
}

export type RecordPhotos = ReturnType<typeof useRecordPhotos>;

function blank(id: string, state: RecordPhoto["state"]): RecordPhoto {
  return { id, state, percent: 0, preview: null };
}

function stateOf(picture: Picture, under: { id: string; percent: number } | null) {
  if (picture.told !== null) return { state: "failed", percent: 0 } as const;
  if (picture.photoId !== null) return { state: "kept", percent: 100 } as const;
  if (under?.id === picture.id) return { state: "sending", percent: under.percent } as const;
  return { state: "queued", percent: 0 } as const;
}

/** Addresses of the pictures on this phone, for as long as the page shows them. */
function usePreviews(pictures: readonly Picture[]): ReadonlyMap<string, string> {
  const [urls, setUrls] = useState<ReadonlyMap<string, string>>(new Map());
  const made = useRef(new Map<string, string>());
  const ids = pictures.map(({ id }) => id).join(" ");
  useEffect(() => {
    let left = false;
    const wanted = ids === "" ? [] : ids.split(" ");
    void (async () => {
      for (const id of wanted) {
        if (made.current.has(id)) continue;
        const bytes = await bytesOf(id);
        if (left || bytes === null) continue;
        made.current.set(id, URL.createObjectURL(new Blob([bytes])));
        setUrls(new Map(made.current));
      }
    })();
    return () => {
      left = true;
    };
  }, [ids]);
  useEffect(() => {
    const all = made.current;
    return () => {
      for (const url of all.values()) URL.revokeObjectURL(url);
      all.clear();
    };
  }, []);
  return urls;
}
