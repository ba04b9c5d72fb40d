"use client";
import { X } from "lucide-react";
import { useCallback, useState } from "react";
import { useTranslations } from "use-intl";
import type { Said } from "./desk.ts";

type Shown = Said & { id: number };
const lasts = { done: 5_000, refused: 15_000 };
let counter = 0;

/** The last things said about the person's own actions. A refusal stays longer, because it has to be read. */
export function useToasts() {
  const [shown, setShown] = useState<Shown[]>([]);
  const dismiss = useCallback((id: number) => setShown((all) => all.filter((toast) => toast.id !== id)), []);
  const say = useCallback(
    (said: Said) => {
      const id = ++counter;
      setShown((all) => [...all.slice(-2), { ...said, id }]);
      setTimeout(() => dismiss(id), lasts[said.tone]);
    },
    [dismiss],
  );
  return { shown, say, dismiss };
}

type Props = {
  toasts: ReturnType<typeof useToasts>;
  /** What stands elsewhere on the screen in the same words: it is spoken and not shown again. */
  shown: string | undefined;
};

export function Toasts({ toasts, shown }: Props) {
  const t = useTranslations("control");
  return (
    <div className="control-toasts" role="status" aria-live="polite">
      {toasts.shown.map((toast) => (
        <div
          key={toast.id}
          className="control-toast"
          data-testid="toast"
          data-tone={toast.tone}
          data-said={toast.tone === "done" && toast.title === shown && !toast.words}
        >
          <div>
            <strong>{toast.title}</strong>
            {toast.words && <p>{toast.words}</p>}
          </div>
          <button type="button" aria-label={t("said.dismiss")} onClick={() => toasts.dismiss(toast.id)}>
            <X size={16} aria-hidden />
          </button>
        </div>
      ))}
    </div>
  );
}
