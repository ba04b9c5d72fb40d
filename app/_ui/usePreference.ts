"use client";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import type { SubmitEvent } from "react";
import { preferencesPath } from "./preferences.ts";

/**
 * What a switch's form needs: without scripts it posts and comes back to this page; with them the choice is kept and the
 * page's words are asked for again, while everything typed stays. `done` runs once the choice is kept.
 */
export function usePreference(done?: (value: string) => void) {
  const router = useRouter();
  const path = usePathname();
  const query = useSearchParams().toString();
  const back = query === "" ? path : `${path}?${query}`;

  async function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const button = event.nativeEvent.submitter as HTMLButtonElement | null;
    if (!button) return;
    const body = new URLSearchParams({ [button.name]: button.value, back });
    try {
      const answer = await fetch(preferencesPath, { method: "POST", body, redirect: "manual" });
      if (answer.type !== "opaqueredirect" && !answer.ok) return;
      done?.(button.value);
      router.refresh();
    } catch {
      // No network: the choice holds for this page at least.
      done?.(button.value);
    }
  }
  return { action: preferencesPath, back, onSubmit };
}
