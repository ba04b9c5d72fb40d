type Site = { id: string; nameZh: string; nameEn: string; hotline: string };

/** Sites as whom to call there, in the reader's language. */
export function linesOf(sites: Site[], zh: boolean) {
  return sites.map((site) => ({ id: site.id, name: zh ? site.nameZh : site.nameEn, number: site.hotline }));
}
