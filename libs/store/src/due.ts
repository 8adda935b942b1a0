/** Cheap test whether a step has work: an SQL expression, and the check of its value. */
export interface Due {
  readonly sql: string;
  readonly isDue: (value: never) => boolean;
}

export const dueIf = (condition: string): Due => ({
  sql: condition,
  isDue: (holds: boolean) => holds,
});
