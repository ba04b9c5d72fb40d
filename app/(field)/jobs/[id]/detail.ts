import type { Outputs } from "#app/_trpc/client.ts";

export type Detail = Outputs["field"]["job"];
export type Entry = Detail["entries"][number];
