"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Told } from "#app/_trpc/refusal.ts";
import { layIn, lookIn, takeOut } from "./drawer.ts";
import { sendPicture } from "./sendPicture.ts";
import { shrink } from "./shrink.ts";
import { isKept, type KeptPhoto, type Upload } from "./upload.ts";
import { whyUnreadable } from "./whyUnreadable.ts";

export const mostPhotos = 6;

/** One photo on its way: `unreadable` cannot be shown by this browser, `failed` may be sent again. */
export type Photo = {
  id: string;
  state: "shrinking" | "sending" | "kept" | "failed" | "unreadable";
  percent: number;
  /** Where its small picture is. */
  preview: string | null;
  kept?: KeptPhoto;
  told?: Told;
};

/**
 * The photos of a report or a work record: each is made small and sent at once, with its own progress. `changed` gets the ones that the
 * server has, whenever these change. With a `drawer` the pictures that are not there yet are kept on this device under
 * that name, and sent after a reload, a lost network or signing in.
 */
export function usePhotos(
  before: KeptPhoto[] | undefined,
  changed: (kept: KeptPhoto[]) => void,
  drawer?: string,
) {
  const [photos, setPhotos] = useState<Photo[]>([]);
  const [tooMany, setTooMany] = useState(false);
  const list = useRef<Photo[]>([]);
  const pictures = useRef(new Map<string, Blob>());
  const uploads = useRef(new Map<string, Upload>());
  const tell = useRef(changed);
  tell.current = changed;
  const loaded = useRef(false);

  const show = useCallback((next: Photo[]) => {
    list.current = next;
    setPhotos(next);
  }, []);
  const patch = useCallback(
    (id: string, change: Partial<Photo>) =>
      show(list.current.map((p) => (p.id === id ? { ...p, ...change } : p))),
    [show],
  );
  const report = useCallback(() => tell.current(list.current.flatMap((p) => (p.kept ? [p.kept] : []))), []);

  useEffect(() => {
    if (before === undefined || loaded.current) return;
    loaded.current = true;
    show(before.map(asKept));
  }, [before, show]);

  const send = useCallback(
    async (id: string) => {
      const picture = pictures.current.get(id);
      if (!picture || uploads.current.has(id)) return;
      patch(id, { state: "sending", percent: 0 });
      const under = sendPicture(picture, (percent) => patch(id, { percent }));
      uploads.current.set(id, under);
      const answer = await under.done;
      uploads.current.delete(id);
      if (!list.current.some((p) => p.id === id)) return;
      if (!isKept(answer)) return patch(id, { state: "failed", told: answer });
      pictures.current.delete(id);
      if (drawer) void takeOut(id);
      // The same picture chosen twice is one photo.
      if (list.current.some((p) => p.kept?.photoId === answer.photoId))
        show(list.current.filter((p) => p.id !== id));
      else patch(id, { state: "kept", percent: 100, kept: answer });
      report();
    },
    [patch, report, show, drawer],
  );

  const goOnWith = useCallback(
    (laid: Array<{ id: string; picture: Blob }>) => {
      const fresh = laid.filter(({ id }) => !list.current.some((p) => p.id === id));
      for (const { id, picture } of fresh) pictures.current.set(id, picture);
      show([
        ...list.current,
        ...fresh.map(({ id, picture }) => ({
          id,
          state: "sending" as const,
          percent: 0,
          preview: URL.createObjectURL(picture),
        })),
      ]);
      for (const { id } of fresh) void send(id);
    },
    [send, show],
  );
  // What this device still has of an earlier visit goes on; so does everything when the line is back.
  const looked = useRef(false);
  useEffect(() => {
    if (drawer === undefined || before === undefined || looked.current) return;
    looked.current = true;
    void lookIn(drawer).then(goOnWith);
  }, [drawer, before, goOnWith]);
  useEffect(() => {
    const goOn = () => {
      for (const photo of list.current)
        if (photo.state === "failed" && photo.told?.code === "OFFLINE") void send(photo.id);
    };
    window.addEventListener("online", goOn);
    return () => window.removeEventListener("online", goOn);
  }, [send]);

  const add = useCallback(
    async (files: File[]) => {
      const room = Math.max(0, mostPhotos - list.current.length);
      setTooMany(files.length > room);
      const fresh = files.slice(0, room).map((file) => ({ file, id: crypto.randomUUID() }));
      show([
        ...list.current,
        ...fresh.map(({ id }) => ({ id, state: "shrinking" as const, percent: 0, preview: null })),
      ]);
      for (const { file, id } of fresh) {
        const no = await whyUnreadable(file);
        const small = no?.certain ? null : await shrink(file);
        if (!list.current.some((p) => p.id === id)) continue;
        if (small === null) {
          patch(id, { state: "unreadable", told: no?.told ?? { code: "PHOTO_BROKEN" } });
          continue;
        }
        pictures.current.set(id, small);
        if (drawer) await layIn(drawer, id, small);
        patch(id, { preview: URL.createObjectURL(small) });
        void send(id);
      }
    },
    [patch, send, show, drawer],
  );

  const remove = useCallback(
    (id: string) => {
      uploads.current.get(id)?.stop();
      pictures.current.delete(id);
      if (drawer) void takeOut(id);
      const gone = list.current.find((p) => p.id === id);
      if (gone?.preview?.startsWith("blob:")) URL.revokeObjectURL(gone.preview);
      setTooMany(false);
      show(list.current.filter((p) => p.id !== id));
      report();
    },
    [report, show, drawer],
  );

  /** Ends what is under way and gives out the pictures that are not at the office yet: somebody else sends them now. */
  const handOver = useCallback(() => {
    const unsent = list.current.flatMap(({ id }) => {
      const picture = pictures.current.get(id);
      return picture === undefined ? [] : [{ id, picture }];
    });
    pictures.current.clear();
    for (const upload of uploads.current.values()) upload.stop();
    return unsent;
  }, []);

  /** Begins again with these: what the office has, and what only this device has. */
  const reload = useCallback(
    (kept: KeptPhoto[], unsent: Array<{ id: string; picture: Blob }>) => {
      show(kept.map(asKept));
      goOnWith(unsent);
    },
    [show, goOnWith],
  );

  return { photos, tooMany, add, remove, retry: send, handOver, reload };
}

function asKept(kept: KeptPhoto): Photo {
  const preview = `/api/photos/${kept.photoId}?w=320`;
  return { id: kept.photoId, state: "kept", percent: 100, preview, kept };
}

export type Photos = ReturnType<typeof usePhotos>;
