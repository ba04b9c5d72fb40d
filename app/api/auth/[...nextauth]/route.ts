import NextAuth from "next-auth";
import { authOptions } from "#server/auth/options.ts";

type Arguments = [request: Request, context: { params: Promise<{ nextauth: string[] }> }];

/** Sign-in, sign-out and their CSRF token; everything about sessions is decided in server/auth. */
function handle(...passed: Arguments): Promise<Response> {
  return NextAuth(authOptions())(...passed);
}

export { handle as GET, handle as POST };
