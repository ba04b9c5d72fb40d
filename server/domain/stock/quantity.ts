/** A quantity counted in whole thousandths of its unit: 1.5 metres are 1500n. Never a float. */
export type Thousandths = bigint;

/** The largest that the ledger holds: numeric(12,3). */
export const mostThousandths: Thousandths = 999_999_999_999n;

const written = /^(\d{1,9})(?:\.(\d{1,3}))?$/;
const said = /^(-?)(\d+)(?:\.(\d{1,3}))?$/;

/** Reads `12`, `0.5` or `3.250`; null for anything else, a sign or a fourth decimal included. */
export function readQuantity(text: string): Thousandths | null {
  const parts = written.exec(text.trim());
  if (parts === null) return null;
  return BigInt(parts[1]!) * 1000n + BigInt((parts[2] ?? "").padEnd(3, "0"));
}

/** The same as words: no more decimals than it has, `-` before what goes out. */
export function quantityWords(quantity: Thousandths): string {
  const size = quantity < 0n ? -quantity : quantity;
  const fraction = String(size % 1000n)
    .padStart(3, "0")
    .replace(/0+$/, "");
  return `${quantity < 0n ? "-" : ""}${size / 1000n}${fraction === "" ? "" : `.${fraction}`}`;
}

/** What the database says (`-3.250`) in thousandths; the sum of many may be longer than one of them. */
export function fromNumeric(text: string): Thousandths {
  const [, sign, whole, decimals = ""] = said.exec(text) ?? [];
  if (whole === undefined) throw new Error(`not a quantity: ${text}`);
  const size = BigInt(whole) * 1000n + BigInt(decimals.padEnd(3, "0"));
  return sign === "-" ? -size : size;
}

/** One step of the − and + buttons: whole pieces, but half a metre and the like stay what they are. */
export function stepped(text: string, by: 1n | -1n): string {
  const now = readQuantity(text) ?? 0n;
  const next = now + by * 1000n;
  if (next <= 0n) return now > 1000n || now === 0n ? "1" : quantityWords(now);
  return quantityWords(next > mostThousandths ? now : next);
}
