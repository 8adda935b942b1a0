import { type Document, isKind, phrase, type Detail } from '#kernel';

/**
 * True for formal requests, formal answers and consents; false for refused consents. Courts must be able to trust a formal
 * act's date.
 */
export const isFormalAct = (document: Document): boolean =>
  isKind(document, 'formal-request') ||
  isKind(document, 'formal-answer') ||
  (isKind(document, 'evidence-consent') && document.body.outcome !== 'REFUSED');

export const formalObstacles = [
  'NO_TIME_AUTHORITY',
  'UNTIMED',
  'UNCOSIGNED',
  'ONE_WITNESS',
  'CLOCK_BLOCKS',
  'CLOCK_UNKNOWN',
  'AUDIT_SILENT',
] as const;
export type FormalObstacle = (typeof formalObstacles)[number];

/** Seconds after which the audit service's report on obstacles is out of date. */
export const obstaclesFreshSeconds = 60;

export interface ReportedObstacles {
  readonly obstacles: readonly FormalObstacle[];
  readonly ageSeconds: number;
}

/** Returns what prevents a formal act now. Without a fresh `report`, returns only AUDIT_SILENT. */
export const standingObstacles = (
  report: ReportedObstacles | undefined,
): readonly FormalObstacle[] =>
  report !== undefined && Math.abs(report.ageSeconds) <= obstaclesFreshSeconds
    ? report.obstacles
    : ['AUDIT_SILENT'];

export const obstacleWords: Readonly<Record<FormalObstacle, Detail>> = {
  NO_TIME_AUTHORITY: phrase`no time-stamp authority is configured: the administrator names one in \`tsa1\` of liaise.json and starts the gateway again`,
  UNTIMED: phrase`no time-stamp authority has stamped the custody log in time: wait some minutes, or the administrator reads \`liaise doctor\``,
  UNCOSIGNED: phrase`the custody log waits for the cosignatures that it is to have: the administrator looks whether the links to its witnesses are up`,
  ONE_WITNESS: phrase`nobody beside one neighbour has cosigned the custody log, and the two could rewrite it: the administrator names a witness outside in \`witness1\` of liaise.json, or looks whether it answers`,
  CLOCK_BLOCKS: phrase`the clock of the gateway is more than 5 s wrong by outside clocks: the administrator sets it`,
  CLOCK_UNKNOWN: phrase`no time-stamp of the last two hours compares the clock of the gateway: wait for the next one`,
  AUDIT_SILENT: phrase`the audit service has not said for a minute that nothing stands against it: the administrator looks whether it runs`,
};
