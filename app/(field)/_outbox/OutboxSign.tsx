"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { serverNow, useServerClock } from "#app/_ui/serverClock.ts";
import { Thread } from "#app/_ui/Thread.tsx";
import { useFieldWords } from "../useFieldWords.ts";
import type { Kept } from "./kept.ts";
import { tryNow } from "./outbox.ts";
import { isUnsent, unsentOf } from "./queue.ts";
import { useOutbox } from "./useOutbox.ts";

/** Over every page: what is on this phone only, for how long, and behind it each thing with its state. */
export function OutboxSign() {
  const t = useTranslations("field.outbox");
  const words = useFieldWords();
  useServerClock(30_000);
  const { commands, pictures, under, stuck } = useOutbox();
  const { changes, photos, refused, oldest } = unsentOf(commands, pictures);
  const unsent = commands.filter(({ state }) => state !== "sent");
  const state = (command: Kept) => {
    if (command.state === "refused") return t("refused");
    const sending = under !== null && [command.key, ...command.pictures].includes(under.id);
    return sending ? t("sending") : t("waiting");
  };
  const sum = t("sum", { changes, photos, both: changes > 0 && photos > 0 ? "yes" : "no" });
  const ago = oldest === null ? "" : words.ago(Math.max(0, (serverNow() - Date.parse(oldest)) / 1000));

  return (
    <div
      className="field-outbox"
      role="status"
      data-testid="outbox-sign"
      data-changes={changes}
      data-photos={photos}
    >
      {changes + photos > 0 && (
        <>
          <button type="button" popoverTarget="field-outbox" className="field-outbox-sign">
            <Thread stitch="queued" progress={0} />
            <span>
              {sum}
              {oldest !== null && ` · ${t("oldest", { ago })}`}
            </span>
          </button>
          {refused > 0 && <p className="field-problem">{t("needsYou", { count: refused })}</p>}
          {stuck === "signIn" && (
            <a className="field-plain" href="/sign-in?next=%2Fjobs">
              {t("signIn")}
            </a>
          )}
          <div id="field-outbox" popover="auto" className="field-menu">
            <p>{sum}</p>
            <ul>
              {unsent.map((command) => (
                <li key={command.key} data-state={command.state}>
                  <Link href={`/jobs/${command.step.ticketId}`} prefetch={false}>
                    <strong>{t(`did.${command.step.verb}`)}</strong>
                    <span className="field-aside">
                      {words.time(command.step.doneAt, command.about.timeZone)} · {command.about.number} ·{" "}
                      {state(command)}
                    </span>
                  </Link>
                </li>
              ))}
              {pictures.filter(isUnsent).map((picture) => (
                <li key={picture.id}>
                  <Link href={`/jobs/${picture.ticketId}`} prefetch={false}>
                    <strong>{t("photo")}</strong>
                    <span className="field-aside">
                      {under?.id === picture.id ? t("percent", { percent: under.percent }) : t("waiting")}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
            <button type="button" className="field-plain" onClick={tryNow} data-testid="send-now">
              {t("now")}
            </button>
          </div>
        </>
      )}
    </div>
  );
}
