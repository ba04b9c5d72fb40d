import { EarlyScript } from "./EarlyScript.tsx";

const code = `addEventListener("submit", (event) => {
  if (!event.target.hasAttribute("action") && !event.target.hasAttribute("method")) event.preventDefault();
});`;

/**
 * Keeps a form that only the page's script can send on this page: sent before the script runs, the browser would load
 * the page anew, and what is typed would be gone.
 */
export function StayHere() {
  return <EarlyScript code={code} />;
}
