/** Words that people write before a number or its extension. */
const beside = /tel|电话|手机|座机|转分机|转|分机|extension|ext/giu;

/** Could somebody be called there? What it is exactly the office reads; this catches what was mistyped while it is seen. */
export function maybePhone(typed: string): boolean {
  const bare = typed
    .normalize("NFKC")
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(beside, "");
  const figures = bare.replaceAll(/\D/g, "").length;
  return !/\p{L}/u.test(bare) && figures >= 10 && figures <= 22;
}
