/**
 * Loads this page anew, but only when the server has just said that it can serve: whoever reloads without it has a
 * browser's error page, which heals by no hand but a person's. False when it stayed as it is.
 */
export async function reloadWhenReachable(): Promise<boolean> {
  const ready = await fetch("/readyz", { cache: "no-store" }).then(
    (answer) => answer.ok,
    () => false,
  );
  if (ready) window.location.reload();
  return ready;
}
