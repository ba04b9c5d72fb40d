"use client";
import { PenLine } from "lucide-react";
import { useTranslations } from "use-intl";
import { useWords } from "../useWords.ts";
import { useFaces } from "./faces.ts";

const most = 3;

/** Who else has this ticket open: initials on a card, where nothing may move for them. */
export function FaceRow({ ticketId }: { ticketId: string }) {
  // Of hundreds of jobs hardly any has a face: words are fetched for those alone.
  return useFaces(ticketId).length === 0 ? null : <Faces ticketId={ticketId} />;
}

function Faces({ ticketId }: { ticketId: string }) {
  const t = useTranslations("control.faces");
  const faces = useNamed(ticketId);
  const names = faces.map(({ name, typing }) => t(typing ? "typing" : "looks", { name })).join(", ");
  return (
    <span className="faces" role="img" aria-label={names} title={names} data-testid="faces">
      {faces.slice(0, most).map(({ personId, name, typing }) => (
        <span key={personId} className="face" data-typing={typing} aria-hidden>
          {initial(name)}
        </span>
      ))}
      {faces.length > most && <span aria-hidden>+{faces.length - most}</span>}
      {faces.some(({ typing }) => typing) && <PenLine size={12} aria-hidden />}
    </span>
  );
}

/** The same with names, in the head of the ticket, where they push nothing. */
export function FaceLine({ ticketId }: { ticketId: string }) {
  const t = useTranslations("control.faces");
  const faces = useNamed(ticketId);
  // The head is as high as two lines.
  const named = faces.length > 2 ? 1 : 2;
  return (
    <p className="face-line" data-testid="face-line" data-count={faces.length}>
      {faces.slice(0, named).map(({ personId, name, typing }) => (
        <span key={personId} data-typing={typing}>
          <span className="face" data-typing={typing} aria-hidden>
            {initial(name)}
          </span>
          {t(typing ? "typing" : "looks", { name })}
        </span>
      ))}
      {faces.length > named && <span>{t("more", { count: faces.length - named })}</span>}
    </p>
  );
}

/** Who looks, under the names that the reader can read. */
function useNamed(ticketId: string) {
  const words = useWords();
  return useFaces(ticketId).map(({ personId, name, nameLatin = "", typing }) => ({
    personId,
    name: words.person({ name, nameLatin }),
    typing,
  }));
}

function initial(name: string): string {
  return [...name.trim()][0]?.toUpperCase() ?? "·";
}
