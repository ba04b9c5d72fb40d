import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { z } from "zod";

/** E.164 of what was typed, `;ext=` kept, or null. Full-width and Arabic-Indic digits, 0086 and spaces are understood. */
export function readPhone(typed: string): string | null {
  const plain = typed.normalize("NFKC").trim().replace(/^00/, "+");
  if (plain.length > 40) return null;
  const extension = plain.match(/^(.*\d{7,}.*?)[\s转xX*#-]+(\d{1,6})$/u);
  const landline = extension !== null && /^0|^\+86\s*[^1]/.test(plain) ? extension : null;
  const read = parsePhoneNumberFromString(landline?.[1] ?? plain, "CN");
  if (
    read === undefined ||
    !read.isPossible() ||
    (read.country === "CN" && !looksChinese(read.nationalNumber))
  )
    return null;
  const ext = landline?.[2] ?? read.ext;
  return ext === undefined ? read.number : `${read.number};ext=${ext}`;
}

/** Mobiles have eleven digits; landlines an area code (10, 2x, or three digits from 3 on) before seven or eight digits. */
function looksChinese(national: string): boolean {
  return /^(1[3-9]\d{9}|10\d{8}|2\d{9}|[3-9]\d{9,10})$/.test(national);
}

export function isMobile(e164: string): boolean {
  return /^\+861[3-9]\d{9}$/.test(e164);
}

/** `138••••8000`: enough to recognise, not enough to call. */
export function maskPhone(e164: string): string {
  const [number = "", ext] = e164.replace(/^\+86/, "").split(";ext=");
  const masked = number.length < 7 ? "••••" : `${number.slice(0, 3)}••••${number.slice(-4)}`;
  return ext === undefined ? masked : `${masked}-${ext}`;
}

export const phone = z.string({ error: "REQUIRED" }).transform((typed, context) => {
  const read = readPhone(typed);
  if (read !== null) return read;
  context.addIssue({ code: "custom", message: typed.trim() === "" ? "REQUIRED" : "PHONE" });
  return z.NEVER;
});
