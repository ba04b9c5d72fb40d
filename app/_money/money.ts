/** Whole cents as `¥85.00`, for both languages. */
export function moneyWords(cents: number): string {
  const size = Math.abs(cents);
  const whole = String(Math.trunc(size / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${cents < 0 ? "−" : ""}¥${whole}.${String(size % 100).padStart(2, "0")}`;
}

/** What was typed as a sum (`120`, `120.5`) in cents; null when it is none. Nothing typed is 0. */
export function readMoney(typed: string): number | null {
  const plain = typed.trim().replaceAll(",", "");
  if (plain === "") return 0;
  const read = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(plain);
  return read ? Number(read[1]) * 100 + Number((read[2] ?? "").padEnd(2, "0")) : null;
}
