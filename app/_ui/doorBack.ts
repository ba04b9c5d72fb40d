/** The address of the sign-in that leads back to this page as it stands in the browser. */
export function doorBack(): string {
  return `/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`;
}
