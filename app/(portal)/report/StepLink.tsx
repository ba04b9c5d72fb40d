"use client";
import type { ComponentProps, MouseEvent } from "react";
import type { Step } from "./draft.ts";

/** To another page of the report. No server is asked, so that it leads there without a network too. */
export function StepLink({ step, ...rest }: { step: Step } & Omit<ComponentProps<"a">, "href" | "onClick">) {
  const address = `/report?step=${step}`;
  function turn(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    window.history.pushState(null, "", address);
  }
  return <a {...rest} href={address} onClick={turn} />;
}
