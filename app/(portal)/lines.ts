import type { Line } from "./Dangers.tsx";

type Site = { id: string; nameZh: string; nameEn: string; hotline: string };

/** Sites as whom to call there, in the reader's language, those where they belong first. */
export function linesOf(sites: Site[], zh: boolean, own: Array<{ id: string }> = []): Line[] {
  const lines = sites.map((site) => ({
    id: site.id,
    name: zh ? site.nameZh : site.nameEn,
    number: site.hotline,
    mine: own.some(({ id }) => id === site.id),
  }));
  return [...lines.filter(({ mine }) => mine), ...lines.filter(({ mine }) => !mine)];
}

/** Those that have a number: a danger can be told of at the others too. */
export function callable(lines: Line[]): Line[] {
  return lines.filter(({ number }) => number !== "");
}
