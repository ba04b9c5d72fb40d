/** What somebody is called in the reader's language; in English by the Latin name, where one is known. */
export function personName(zh: boolean, who: { name: string; nameLatin?: string | undefined }): string {
  return zh ? who.name : who.nameLatin || who.name;
}
