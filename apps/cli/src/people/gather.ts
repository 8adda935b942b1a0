/** An option that may be given several times. */
export const gather = (value: string, before: readonly string[] = []): string[] => [
  ...before,
  value,
];
