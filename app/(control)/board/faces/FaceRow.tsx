"use client";
import { PenLine } from "lucide-react";
import { useTranslations } from "use-intl";
import { useFaces } from "./faces.ts";

const most = 3;

/** Who else has this ticket open: initials on a card, where nothing may move for them. */
export function FaceRow({ ticketId }: { ticketId: string }) {
  const t = useTranslations("control.faces");
  const faces = useFaces(ticketId);
  if (faces.length === 0) return null;
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

/** The same with names, inside the ticket; a place is kept for it, so that what is below stays where it is. */
export function FaceLine({ ticketId }: { ticketId: string }) {
  const t = useTranslations("control.faces");
  const faces = useFaces(ticketId);
  return (
    <p className="face-line" data-testid="face-line" data-count={faces.length}>
      {faces.slice(0, most).map(({ personId, name, typing }) => (
        <span key={personId} data-typing={typing}>
          <span className="face" data-typing={typing} aria-hidden>
            {initial(name)}
          </span>
          {t(typing ? "typing" : "looks", { name })}
        </span>
      ))}
      {faces.length > most && t("more", { count: faces.length - most })}
    </p>
  );
}

function initial(name: string): string {
  return [...name.trim()][0]?.toUpperCase() ?? "·";
}
