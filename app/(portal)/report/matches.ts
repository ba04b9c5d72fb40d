/** Does every typed word occur in one of the texts? Case, width of letters and spaces inside the texts do not matter. */
export function matches(typed: string, texts: string[]): boolean {
  const plain = texts.map((text) => fold(text)).join("\n");
  const close = plain.replaceAll(/[^\S\n]/g, "");
  return typed
    .split(/\s+/)
    .map(fold)
    .every((word) => plain.includes(word) || close.includes(word));
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
