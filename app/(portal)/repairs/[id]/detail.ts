import type { Outputs } from "#app/_trpc/client.ts";

export type Detail = Outputs["ticket"]["get"];
export type Entry = Detail["entries"][number];
export type Viewer = { personId: string; resident: boolean };
