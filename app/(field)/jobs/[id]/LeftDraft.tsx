"use client";
import { useTranslations } from "use-intl";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { dropPictures } from "../../_outbox/outbox.ts";
import { picturesFor } from "../../_outbox/queue.ts";
import { useDraftWords } from "../../_outbox/useNoteWords.ts";
import { useOutbox } from "../../_outbox/useOutbox.ts";
import { useBeside } from "../../useBeside.ts";
import { keepDraft, readDraft } from "../recordDraft.ts";

type Props = { personId: string; ticket: Ticket; timeZone: string; done(): void };

/**
 * The job is finished or in other hands, and on this phone lies a record that was begun: it stays until he says what is
 * to become of it. As a note it goes to the office with its photos.
 */
export function LeftDraft({ personId, ticket, timeZone, done }: Props) {
  const t = useTranslations("field.leftDraft");
  const { pictures, commands } = useOutbox();
  const wordsOf = useDraftWords();
  const { keep, said } = useBeside(personId, { number: ticket.number, plate: ticket.plate, timeZone });
  const draft = readDraft(personId, ticket.id);
  if (draft === null) return said === "" ? null : <p role="status">{said}</p>;
  const words = wordsOf(draft);
  const own = picturesFor(pictures, commands, ticket.id, null);

  async function give() {
    const ids = own.filter(({ told }) => told === null).map(({ id }) => id);
    const step = {
      verb: "note",
      ticketId: ticket.id,
      words: words || t("photosOnly"),
      photoIds: [],
    } as const;
    if (!(await keep({ ...step, photoIds: [] }, "", ids))) return;
    keepDraft(personId, ticket.id, null);
    done();
  }
  async function drop() {
    keepDraft(personId, ticket.id, null);
    await dropPictures(own);
    done();
  }
  return (
    <section className="field-notice" data-testid="left-draft">
      <h2>{t("title")}</h2>
      {words !== "" && <q className="field-words">{words}</q>}
      <p>{t("words", { photos: own.length })}</p>
      {said !== "" && <p role="status">{said}</p>}
      <button
        type="button"
        className="field-button"
        data-testid="left-draft-note"
        onClick={() => void give()}
      >
        {t("note")}
      </button>
      <button type="button" className="field-plain" data-testid="left-draft-drop" onClick={() => void drop()}>
        {t("drop")}
      </button>
    </section>
  );
}
