"use client";
import { useTranslations } from "use-intl";
import { asDrawn, layDrawnName } from "../../_outbox/drawnName.ts";
import type { Kept } from "../../_outbox/kept.ts";
import { dropPictures } from "../../_outbox/outbox.ts";
import { picturesFor } from "../../_outbox/queue.ts";
import { useDraftWords } from "../../_outbox/useNoteWords.ts";
import { useOutbox } from "../../_outbox/useOutbox.ts";
import { ownZone } from "../../ownZone.ts";
import { useBeside } from "../../useBeside.ts";
import { keepDraft, readDraft } from "../recordDraft.ts";

type Props = {
  personId: string;
  ticketId: string;
  /** What the page knows of the job; null where it knows nothing but what the draft says. */
  about: Kept["about"] | null;
  done(): void;
};

/**
 * The job is finished or in other hands, and on this phone lies a record that was begun: it stays until he says what is
 * to become of it. As a note it goes to the office with its photos and the name that was drawn.
 */
export function LeftDraft({ personId, ticketId, about, done }: Props) {
  const t = useTranslations("field.leftDraft");
  const { pictures, commands } = useOutbox();
  const wordsOf = useDraftWords();
  const draft = readDraft(personId, ticketId);
  const { keepNote, said } = useBeside(
    personId,
    about ?? draft?.about ?? { number: "", plate: null, timeZone: ownZone() },
  );
  if (draft === null) return said === "" ? null : <p role="status">{said}</p>;
  const words = wordsOf(draft);
  const own = picturesFor(pictures, commands, ticketId, null);

  async function give() {
    const ids = own.filter(({ told }) => told === null).map(({ id }) => id);
    const drawn = asDrawn(draft?.signed);
    if (drawn !== null) ids.push(await layDrawnName(personId, ticketId, drawn));
    if (!(await keepNote(ticketId, words || t("photosOnly"), ids))) return;
    keepDraft(personId, ticketId, null);
    done();
  }
  async function drop() {
    keepDraft(personId, ticketId, null);
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
