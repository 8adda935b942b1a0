/** Makes a name from a file or the environment safe to print: printable ASCII, at most 80 characters. */
export const named = (name: string): string =>
  JSON.stringify(name)
    .slice(1, -1)
    .slice(0, 80)
    .replace(/[^ -~]/g, '?');
