/** A Chinese number as people read it aloud: `138 0013 8000`, `021 5550 0100`. Foreign ones stay as they are. */
export function phoneWords(e164: string): string {
  const [number = "", extension] = e164.split(";ext=");
  const national = number.startsWith("+86") ? number.slice(3) : null;
  const tail = extension === undefined ? "" : `-${extension}`;
  if (national === null) return number + tail;
  if (/^1[3-9]\d{9}$/.test(national)) return national.replace(/^(\d{3})(\d{4})(\d{4})$/, "$1 $2 $3") + tail;
  const area = /^(10|2\d)/.test(national) ? 2 : 3;
  const local = national.slice(area).replace(/(\d{3,4})(\d{4})$/, "$1 $2");
  return `0${national.slice(0, area)} ${local}${tail}`;
}
