import { initTRPC, TRPCError } from "@trpc/server";
import { z } from "zod";
import type { OperationName } from "../domain/access/policy.ts";
import { type Command, type Context, perform, type Query, read } from "../operations/operation.ts";
import { limited, type RefusalShape, refusalOf, toTrpcError } from "./errors.ts";

export type ApiContext = Context & {
  requestId: string;
  peer: string;
  /** There where one page is drawn: all that it reads counts as one call, and has to wait as one. */
  view?: { wait?: Promise<number> };
};
export type ApiMeta = { operation: OperationName };

const t = initTRPC
  .context<ApiContext>()
  .meta<ApiMeta>()
  .create({
    isDev: false,
    errorFormatter({ shape, error, ctx }) {
      const refusal: RefusalShape = { ...refusalOf(error), requestId: ctx?.requestId ?? "" };
      return {
        ...shape,
        message: refusal.code,
        data: { code: shape.data.code, httpStatus: shape.data.httpStatus, path: shape.data.path, refusal },
      };
    },
  });

export const router = t.router;
export const createCaller = t.createCallerFactory;

const guarded = t.procedure.use(async ({ ctx, meta, next }) => {
  // Nobody who tells of a danger is told to wait.
  if (meta?.operation !== "danger.report")
    await limited(ctx, meta?.operation).catch((cause: unknown) => {
      throw toTrpcError(new TRPCError({ code: "TOO_MANY_REQUESTS", cause }));
    });
  const result = await next();
  if (result.ok) return result;
  return { ...result, error: toTrpcError(result.error) };
});

/** The door to a query: parse, read, return. */
export function reading<Input extends z.ZodObject, Result>(spec: Query<Input, Result>) {
  return guarded
    .meta({ operation: spec.name })
    .input(spec.input)
    .query(({ ctx, input }) => read(spec, ctx, input as z.output<Input>));
}

/**
 * The door to a command. On the wire its input is `{ key, input }`: `key` is the UUID that makes the command one
 * command however often it is sent.
 */
export function writing<Input extends z.ZodObject, Result>(spec: Command<Input, Result>) {
  return guarded
    .meta({ operation: spec.name })
    .input(z.strictObject({ key: z.uuid({ error: "BAD_ID" }), input: spec.input }))
    .mutation(({ ctx, input }) => {
      const sent = input as { key: string; input: z.output<Input> };
      return perform(spec, ctx, sent.input, sent.key);
    });
}
