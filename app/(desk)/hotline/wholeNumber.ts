/**
 * The number may be whole as it stands, so that looking it up need not wait for the next key: a mobile, or a landline
 * with its area code. The server alone says whether it is a number; a wrong guess here costs a question or a blink.
 */
export function maybeWhole(typed: string): boolean {
  const figures = typed
    .normalize("NFKC")
    .replaceAll(/[\s().\p{Pd}]/gu, "")
    .replace(/^(?:\+|00)?86(?=0?1[3-9]\d{9}$|0?[1-9]\d{8,10}$)/, "")
    .replace(/^0/, "");
  return /^(?:1[3-9]\d{9}|10\d{8}|2\d{9}|[3-9]\d{9,10})$/.test(figures);
}
