/** Escapes a value of a query as signatures want it (RFC 3986): more than `encodeURIComponent` does. */
export function escapeQuery(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
