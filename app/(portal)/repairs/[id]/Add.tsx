"use client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { type Photo, usePhotos } from "#app/_photo/usePhotos.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { FieldProblem, type Problem, Problems } from "../../Problems.tsx";
import { PhotoField } from "../../report/PhotoField.tsx";
import type { Detail } from "./detail.ts";
import { additionDrawer, useAddition } from "./useAddition.ts";

const send = (sent: Inputs["ticket"]["add"]) => api.ticket.add.mutate(sent);
const onItsWay = (photo: Photo) => photo.state === "shrinking" || photo.state === "sending";

/** Something more to say or to show; what was first reported stays as it was. */
export function Add({ detail, refetch }: { detail: Detail; refetch: () => Promise<void> }) {
  const t = useTranslations("portal.repair.add");
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(send);
  const [open, setOpen] = useState(false);
  const [added, setAdded] = useState(false);
  const { words, photos: kept, ready, change } = useAddition(detail.ticket.id);
  const photoIds = kept.map((photo) => photo.photoId);
  const [problems, setProblems] = useState<Problem[]>([]);
  const photos = usePhotos(
    ready ? kept : undefined,
    (now) => change({ photos: now }),
    additionDrawer(detail.ticket.id),
  );
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (open) field.current?.focus();
  }, [open]);
  // What was begun before a reload is there again, and so is the form.
  const begun = words !== "" || photos.photos.length > 0;
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (begun) setShown(true);
  }, [begun]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (photos.photos.some(onItsWay)) return setProblems([{ field: "photos", words: t("wait") }]);
    // None of them is left out behind anybody's back.
    if (photos.photos.some((photo) => photo.state !== "kept"))
      return setProblems([{ field: "photos", words: t("lost") }]);
    if (words.trim() === "" && photoIds.length === 0)
      return setProblems([{ field: "more", words: t("need") }]);
    const outcome = await run({ ticketId: detail.ticket.id, words, photoIds });
    await refetch();
    if (!outcome.ok) {
      const at = { words: "more", photoIds: "photos" }[outcome.told.field ?? ""] ?? "";
      return setProblems([{ field: at, words: refusal(outcome.told) }]);
    }
    for (const photo of photos.photos) photos.remove(photo.id);
    setProblems([]);
    change({ words: "", photos: [] });
    setOpen(false);
    setShown(false);
    setAdded(true);
  }

  return (
    <div className="portal-acts">
      {!open && !shown && (
        <button
          type="button"
          className="portal-button portal-button-plain"
          onClick={() => {
            setOpen(true);
            setAdded(false);
          }}
        >
          {t("open")}
        </button>
      )}
      <p role="status" className="portal-notice" hidden={!added}>
        {added ? t("done") : ""}
      </p>
      {(open || shown) && (
        <form className="portal-form portal-panel" onSubmit={submit} noValidate aria-labelledby="add-title">
          <h2 id="add-title">{t("title")}</h2>
          <Problems problems={problems} title={t("title")} />
          <div className="portal-field">
            <label htmlFor="more">{t("words")}</label>
            <FieldProblem field="more" problems={problems} />
            <textarea
              ref={field}
              id="more"
              rows={3}
              value={words}
              aria-describedby="more-problem"
              aria-invalid={problems.some((problem) => problem.field === "more")}
              onChange={(event) => change({ words: event.target.value })}
            />
          </div>
          <FieldProblem field="photos" problems={problems} />
          <PhotoField {...photos} />
          <button type="submit" className="portal-button portal-button-main" aria-disabled={pending}>
            {pending ? t("sending") : t("submit")}
          </button>
          <button
            type="button"
            className="portal-link"
            onClick={() => {
              setOpen(false);
              setShown(false);
            }}
          >
            {t("close")}
          </button>
        </form>
      )}
    </div>
  );
}
