"use client";
import { useSearchParams } from "next/navigation";
import { type Danger, isDanger } from "../dangers.ts";

/** The danger that was tapped: it stands in the address, so Back takes it away. */
export function useChosenDanger(): Danger | null {
  const said = useSearchParams().get("danger");
  return isDanger(said) ? said : null;
}
