import { type Document, isKind } from '#kernel';

/**
 * Acts whose date a court must be able to trust: a formal request, every answer to one, a consent to evidential use, limited or
 * not. Refusing or taking back a consent, and what speaks for an accused person, is never held up. Pure.
 */
export const isFormalAct = (document: Document): boolean =>
  isKind(document, 'formal-request') ||
  isKind(document, 'formal-answer') ||
  (isKind(document, 'evidence-consent') && document.body.outcome !== 'REFUSED');

/** Obstacles to a formal act. */
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

/** Age, by the database's clock, from which the word of the audit service says nothing about now. */
export const obstaclesFreshSeconds = 60;

/** The audit service's last word on formal acts, and its age by the database's clock. */
export interface ToldObstacles {
  readonly obstacles: readonly FormalObstacle[];
  readonly ageSeconds: number;
}

/**
 * Obstacles to a formal act now. No word, an old one, and one of a time still to come (the clock was set back) stand
 * against it too. Pure.
 */
export const standingObstacles = (told: ToldObstacles | undefined): readonly FormalObstacle[] =>
  told !== undefined && Math.abs(told.ageSeconds) <= obstaclesFreshSeconds
    ? told.obstacles
    : ['AUDIT_SILENT'];

/** Missing condition, and who mends it how. */
export const obstacleWords: Readonly<Record<FormalObstacle, string>> = {
  NO_TIME_AUTHORITY:
    'no time-stamp authority is configured: the administrator names one in `tsa1` of liaise.json and starts the gateway again',
  UNTIMED:
    'no time-stamp authority has stamped the custody log in time: wait some minutes, or the administrator reads `liaise doctor`',
  UNCOSIGNED:
    'the custody log waits for the cosignatures that it is to have: the administrator looks whether the links to its witnesses are up',
  ONE_WITNESS:
    'nobody beside one neighbour has cosigned the custody log, and the two could rewrite it: the administrator names a witness outside in `witness1` of liaise.json, or looks whether it answers',
  CLOCK_BLOCKS:
    'the clock of the gateway is more than 5 s wrong by outside clocks: the administrator sets it',
  CLOCK_UNKNOWN:
    'no time-stamp of the last two hours compares the clock of the gateway: wait for the next one',
  AUDIT_SILENT:
    'the audit service has not said for a minute that nothing stands against it: the administrator looks whether it runs',
};
