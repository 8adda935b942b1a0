/** Question whether a step has work, asked without a run of it. */
export interface Due {
  /** Expression of one value, without parameters. */
  readonly sql: string;
  readonly isDue: (value: never) => boolean;
}

/** Question by a condition of the database alone. */
export const dueIf = (condition: string): Due => ({
  sql: condition,
  isDue: (holds: boolean) => holds,
});
