"use client";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Key } from "#app/_ui/Key.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import type { Call } from "./call.ts";
import { mostCalls } from "./calls.ts";
import { useDeskWords } from "./useDeskWords.ts";

type Props = {
  all: Call[];
  at: string;
  /** Keys of the calls of which something was refused. */
  refused: string[];
  show(key: string): void;
  open(): void;
  /** What stands at the end of the row. */
  children: ReactNode;
};

/** The calls side by side: the one on the line, and those that wait with all that was said in them. */
export function CallTabs({ all, at, refused, show, open, children }: Props) {
  const t = useTranslations("desk.calls");
  const words = useDeskWords();
  return (
    <nav className="desk-calls" aria-label={t("label")}>
      <ul>
        {all.map((call, index) => (
          <li key={call.key}>
            <button
              type="button"
              data-testid="call-tab"
              aria-current={call.key === at ? "true" : undefined}
              onClick={() => show(call.key)}
            >
              <span>
                {call.contactName || (call.number === "" ? t("fresh") : t("call", { count: index + 1 }))}
              </span>
              {call.number !== "" && <span className="desk-figures">{call.number}</span>}
              {call.place && <Plate place={words.parts(call.place.plate)} size="xs" />}
              {call.key !== at && refused.includes(call.key) && (
                <span className="desk-error">
                  <CircleAlert size={16} aria-hidden /> {t("refused")}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="desk-button"
        data-testid="open-call"
        disabled={all.length >= mostCalls}
        onClick={open}
      >
        {t("open")} <Key>F2</Key>
      </button>
      {children}
    </nav>
  );
}
