import { initialsOf } from "../place/initials.ts";

type Named = { code: string; barcode: string | null; nameZh: string; nameEn: string };

/** What a material is found by: code, bars, both names and the initials of the Chinese one. */
export function materialSearchKey({ code, barcode, nameZh, nameEn }: Named): string {
  return [code, code.replace(/[^0-9a-z]/gi, ""), barcode ?? "", nameZh, nameEn, initialsOf(nameZh)]
    .filter((part) => part !== "")
    .join(" ")
    .toLowerCase();
}

/** The materials that all typed words are found in, those that begin with them first; all for nothing typed. */
export function findMaterials<M extends { code: string; searchKey: string }>(
  all: readonly M[],
  typed: string,
): M[] {
  const words = typed.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...all];
  const rank = (key: string) => (` ${key}`.includes(` ${words[0]}`) ? 0 : 1);
  return all
    .filter(({ searchKey }) => words.every((word) => searchKey.includes(word)))
    .sort((a, b) => rank(a.searchKey) - rank(b.searchKey) || a.code.localeCompare(b.code));
}

/** What was scanned, exactly: bars, or a code of our own. */
export function scannedMaterial<M extends { code: string; barcode: string | null }>(
  all: readonly M[],
  scanned: string,
): M | undefined {
  const said = scanned.trim();
  return all.find(({ barcode, code }) => barcode === said || code === said.toUpperCase());
}
