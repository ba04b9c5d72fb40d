"use client";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type SubmitEvent, useState } from "react";
import { keepHere, preferencesPath } from "./preferences.ts";

/**
 * What a switch's form needs: without scripts it posts and comes back to this page; with them the choice is kept and the
 * page's words are asked for again, while everything typed stays. `done` runs once the choice is kept, by this browser
 * where nobody answers; `unheard`: nobody answered the last one.
 */
export function usePreference(done?: (value: string) => void) {
  const router = useRouter();
  const path = usePathname();
  const query = useSearchParams().toString();
  const back = query === "" ? path : `${path}?${query}`;
  const [unheard, setUnheard] = useState(false);

  async function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const button = event.nativeEvent.submitter as HTMLButtonElement | null;
    if (!button) return;
    const { name, value } = button;
    // The light is this browser's own to keep: where the network hangs it is on all the same.
    const own = keepHere(name, value);
    if (own) done?.(value);
    const body = new URLSearchParams({ [name]: value, back });
    const heard = await fetch(preferencesPath, { method: "POST", body, redirect: "manual" }).then(
      (answer) => answer.type === "opaqueredirect" || answer.ok,
      () => false,
    );
    setUnheard(!heard);
    if (!own) done?.(value);
    if (heard) router.refresh();
  }
  return { action: preferencesPath, back, onSubmit, unheard };
}
