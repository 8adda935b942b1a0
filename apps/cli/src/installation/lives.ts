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

export const standardLives: Lives = {
  keys: years(2),
  registrars: years(1),
  contactPoint: years(10),
  certificates: years(2),
};
