"use client";
import { type ReactNode, useState } from "react";
import { IntlProvider } from "use-intl";
import { writtenAs } from "#app/_i18n/writtenAs.ts";
import type { Locale } from "#app/_ui/preferences.ts";
import { PaintedAt } from "#app/_ui/serverClock.ts";
import type { Messages } from "./messages.ts";

type Props = {
  locale: Locale;
  timeZone: string;
  messages: Partial<Messages>;
  /** When the server painted, ms; the same for a page's whole life. */
  paintedAt: number;
  children: ReactNode;
};

/** The browser's half of `Speak`. */
export function Spoken({ locale, timeZone, messages, paintedAt, children }: Props) {
  const [first] = useState(paintedAt);
  return (
    <IntlProvider
      locale={writtenAs[locale]}
      timeZone={timeZone}
      messages={messages as Messages}
      now={new Date(first)}
    >
      <PaintedAt value={first}>{children}</PaintedAt>
    </IntlProvider>
  );
}
