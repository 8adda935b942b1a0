/** Cheap test whether a step has work: `sql` is an SQL expression, and `isDue` checks the value of this expression. */
export interface Due {
  readonly sql: string;
  readonly isDue: (value: never) => boolean;
}

export const dueIf = (condition: string): Due => ({
  sql: condition,
  isDue: (holds: boolean) => holds,
});
