import { useDesk } from "../desk.ts";
import { useWords } from "../useWords.ts";
import { useGrounds } from "./useGrounds.ts";

/** A building or spot as the filter knows it, by its Chinese name, in the reader's language. */
export function usePlaceName(at: string): string {
  const { sites, filter } = useDesk();
  const words = useWords();
  const { grounds } = useGrounds(filter.siteIds[0] ?? [...sites.keys()][0] ?? "");
  const places = grounds ? [...grounds.buildings, ...grounds.spots] : [];
  return words.zh ? at : (places.find(({ name }) => name.zh === at)?.name.en ?? at);
}
