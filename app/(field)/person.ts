import "server-only";
import { redirect } from "next/navigation";
import { pageActor } from "#app/_trpc/server.ts";
import { mayTry } from "#server/domain/access/policy.ts";

/** The technician who looks at `path`; anybody else is led to where they belong. */
export async function technicianAt(path: string): Promise<{ personId: string; name: string }> {
  const actor = await pageActor();
  if (actor.kind === "anonymous") redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  if (actor.kind !== "staff" || !mayTry(actor, "field.jobs")) redirect("/");
  return { personId: actor.personId, name: actor.name };
}
