"use client";
import { type ReactNode, useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether the page's script runs. What is typed or pressed before that reaches nobody. */
export function useReady(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

/**
 * The fields of a form, shut until somebody listens, so that on a slow phone nothing is typed that the first script
 * would throw away, and no press reloads the page. `until`: something else that has to be there first.
 */
export function Ready({ until = true, children }: { until?: boolean; children: ReactNode }) {
  const ready = useReady();
  return (
    <fieldset className="ready" disabled={!ready || !until}>
      {children}
    </fieldset>
  );
}
