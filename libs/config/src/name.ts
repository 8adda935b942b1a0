/**
 * Returns the name in a form that is safe to print: printable ASCII, at most 80 characters. The name comes from a file or the
 * environment.
 */
export const named = (name: string): string =>
  JSON.stringify(name)
    .slice(1, -1)
    .slice(0, 80)
    .replace(/[^ -~]/g, '?');
