/** Makes a name from a file or the environment safe to print: one bounded line of plain characters. */
export const named = (name: string): string =>
  JSON.stringify(name)
    .slice(1, -1)
    .slice(0, 80)
    .replace(/[^ -~]/g, '?');
