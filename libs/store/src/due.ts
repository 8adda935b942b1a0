/** Cheap query by which a caller learns whether a step has work, without running the step. */
export interface Due {
  readonly sql: string;
  readonly isDue: (value: never) => boolean;
}

export const dueIf = (condition: string): Due => ({
  sql: condition,
  isDue: (holds: boolean) => holds,
});
