/** A name chosen by whoever wrote the file or the environment: one line of plain characters, bounded. */
export const named = (name: string): string =>
  JSON.stringify(name)
    .slice(1, -1)
    .slice(0, 80)
    .replace(/[^ -~]/g, '?');
