"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { useSettled } from "../useSettled.ts";
import type { Detail } from "./detail.ts";
import { primaryOf } from "./steps.ts";
import type { Steps } from "./useSteps.ts";

/** The one big button at the thumb, and above it what the last press came to. */
export function Bar({ detail, steps, drafted }: { detail: Detail; steps: Steps; drafted: boolean }) {
  const t = useTranslations("field");
  const primary = primaryOf(detail.ticket);
  const settled = useSettled(primary);
  const { pending } = steps;
  if (primary === null) {
    return (
      <div className="field-bar">
        <Told said={steps.said} />
        <Link
          href="/jobs"
          className="field-button"
          data-testid="primary-verb"
          data-verb="next"
          prefetch={false}
        >
          {t("job.nextJob")}
        </Link>
      </div>
    );
  }
  function press() {
    if (pending || !settled || primary === null) return;
    if (primary === "complete") window.history.pushState(null, "", "?record=1");
    else void steps.take({ verb: primary });
  }
  const verb = t(primary === "complete" && drafted ? "verb.goOn" : `verb.${primary}`);
  return (
    <div className="field-bar">
      <Told said={steps.said} />
      <button
        type="button"
        className="field-button field-primary"
        data-testid="primary-verb"
        data-verb={primary}
        aria-disabled={pending || !settled}
        onClick={press}
      >
        {verb}
      </button>
    </div>
  );
}

/** What the last press came to. */
export function Told({ said }: Pick<Steps, "said">) {
  return (
    <p role="status" className="field-told" data-tone={said?.tone} data-testid="step-told">
      {said?.words}
    </p>
  );
}
