/** When what begins at a moment ends: keys and authorities, registrars, TLS certificates. */
export interface Lives {
  readonly keys: (from: Date) => Date;
  readonly registrars: (from: Date) => Date;
  readonly contactPoint: (from: Date) => Date;
  readonly certificates: (from: Date) => Date;
}

const years =
  (count: number) =>
  (from: Date): Date => {
    const end = new Date(from);
    end.setUTCFullYear(end.getUTCFullYear() + count);
    return end;
  };

/** Lives of every State's keys. No option and no setting changes it: a key that lasts for ever is one that nobody looks after. */
export const standardLives: Lives = {
  keys: years(2),
  registrars: years(1),
  contactPoint: years(10),
  certificates: years(2),
};
