"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Told } from "./[id]/Bar.tsx";
import { primaryOf } from "./[id]/steps.ts";
import { useSteps } from "./[id]/useSteps.ts";
import type { Line } from "./useJobs.ts";
import { useSettled } from "./useSettled.ts";

/** The next thing to do on his day, at the thumb: one press does it, or opens the record where that is what is due. */
export function NextStep({ line: { ticket, timeZone }, personId }: { line: Line; personId: string }) {
  const t = useTranslations("field.verb");
  const steps = useSteps(ticket, personId, timeZone);
  const primary = primaryOf(ticket);
  const settled = useSettled(primary);
  if (primary === null) return null;
  const about = <span className="field-figures">{ticket.number}</span>;
  return (
    <div className="field-bar">
      <Told said={steps.said} />
      {primary === "complete" ? (
        <Link
          href={`/jobs/${ticket.id}?record=1`}
          className="field-button field-primary field-next"
          data-testid="next-step"
          data-verb={primary}
          prefetch={false}
        >
          {t(primary)} {about}
        </Link>
      ) : (
        <button
          type="button"
          className="field-button field-primary field-next"
          data-testid="next-step"
          data-verb={primary}
          data-ticket={ticket.id}
          aria-disabled={steps.pending || !settled}
          onClick={() => {
            if (!steps.pending && settled) void steps.take({ verb: primary });
          }}
        >
          {t(primary)} {about}
        </button>
      )}
    </div>
  );
}
