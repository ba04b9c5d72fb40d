import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "../env.ts";
import { peerOf } from "./peer.ts";

/**
 * Security headers on every answer. The nonce goes to Next in the request's own `content-security-policy` header,
 * which is where it looks for one, and to pages as `x-nonce`.
 */
export function secure(request: IncomingMessage, response: ServerResponse, dev: boolean): void {
  const nonce = randomBytes(18).toString("base64");
  // The technician's pages bring their own reader of codes for phones that have none.
  const codes = /^\/jobs(?![^/?])/.test(request.url ?? "") ? " 'wasm-unsafe-eval'" : "";
  const https = env().origin.startsWith("https:");
  const policy = [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${codes}${dev ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self' ${env().origin.replace(/^http/, "ws")}${env().demo ? " ws://localhost:* ws://127.0.0.1:*" : ""}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
    "worker-src 'self'",
  ].join("; ");
  request.headers["content-security-policy"] = policy;
  request.headers["x-nonce"] = nonce;
  request.headers["x-mendline-peer"] = peerOf(request);
  delete request.headers["x-middleware-subrequest"];
  response.setHeader("Content-Security-Policy", policy);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "same-origin");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  response.setHeader("Permissions-Policy", "camera=(self), geolocation=(self), microphone=()");
  response.setHeader("X-Frame-Options", "DENY");
  if (https) response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}
