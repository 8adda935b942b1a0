import { plainNotice } from '#capabilities/suspensions/suspensions.model';
import type { StopView } from '#capabilities/suspensions/suspensions.contract';
import type { AlertView } from '#capabilities/deadlines/deadlines.contract';
import { span } from './clock-words.js';
import type { Shown } from '../../print/style.js';

function addressees(officers: AlertView['dutyOfficers']): string {
  if (officers === null) return '';
  return officers.length === 0
    ? ' to nobody, for the desk had nobody on duty,'
    : ` to ${officers.join(', ')}`;
}

const whileStopped =
  ` While the thread is stopped one of theirs can be answered with COMPLIED alone, no word more,` +
  ` for the purpose ${plainNotice.purpose}.`;

const spanOf = ({ minutes }: Pick<AlertView, 'minutes'>): string => span((minutes ?? 0) * 60);

function brokenBeyond({ at, way }: Told): string {
  const [where = 'another State', ...through] = way ?? [];
  return `An officer of ${where}, to whom it was handed on, who is not on the roster there has broken the glass, as told through ${through.join(', ')}, at ${at}.`;
}

/** Alert whose time `at` is already formatted for people. */
type Told = Omit<AlertView, 'at'> & { readonly at: string };

type Said = (alert: Told, stop: StopView | null) => string;

const said: Readonly<Record<AlertView['alert'], Said>> = {
  EXPIRED: ({ at }) => `The deadline passed without an answer; recorded at ${at}.`,
  RECALL_UNSAID: ({ at }) =>
    `A recall or correction of yours never came to them, since ${at}: it must be said again; \`recalls\` says why.`,
  GLASS_BROKEN: ({ at }) =>
    `An officer who is not on the roster has broken the glass at ${at}; see the roster.`,
  GLASS_BROKEN_THERE: ({ at }) =>
    `An officer there who is not on the roster has broken the glass, as their gateway signed, at ${at}.`,
  GLASS_BROKEN_BEYOND: brokenBeyond,
  TERM_ENDING: ({ at }) =>
    `Three quarters of the term are over; recorded at ${at}. What is kept may be lost when it ends.`,
  TERM_ENDED: ({ at }) => `The term has ended; recorded at ${at}.`,
  NOTICE_OWED: (alert) =>
    `The notice that the central authority knows did not come for ${spanOf(alert)}; recorded at ${alert.at}; \`owed\` says whose.`,
  PACKAGE_UNTOLD: ({ at }) =>
    `Since ${at} something became of an evidence package that was handed over or fetched. A central or judicial authority on the roster reads \`liaise package status\`, and records who has it and was told (\`handed\`, \`told\`), or that nobody outside has it (\`stayed\`).`,
  ERASURE_STOPPED: ({ at }) =>
    `Its erasure was stopped at ${at} and waits: the case is open. An administrator sets a hold, or sets one and two lift it: \`liaise retention\`.`,
  ESCALATED: ({ minutes, at, dutyOfficers }) =>
    `Risk to life: nobody had it in hand for ${minutes ?? 0} minutes; escalated${addressees(dutyOfficers)} at ${at}.`,
  RECALL_OWED: (alert, stop) =>
    `A recall or correction had no answer for ${spanOf(alert)}; recorded at ${alert.at}.${stop === null ? '' : whileStopped}`,
};

const words: Readonly<Partial<Record<AlertView['alert'], string>>> = {
  EXPIRED: 'EXPIRED',
  GLASS_BROKEN: 'GLASS BROKEN',
  GLASS_BROKEN_THERE: 'GLASS BROKEN THERE',
  GLASS_BROKEN_BEYOND: 'GLASS BROKEN BEYOND',
  NOTICE_OWED: 'NOTICE LATE',
  PACKAGE_UNTOLD: 'RECIPIENT NOT TOLD',
  ERASURE_STOPPED: 'NOT ERASED',
  TERM_ENDING: 'TERM ENDS SOON',
  TERM_ENDED: 'TERM ENDED',
};

export const alertWord = ({ alerts }: { readonly alerts: readonly AlertView[] }): string =>
  [...new Set(alerts.flatMap(({ alert }) => words[alert] ?? []))].join(' ');

export const alertLines = (
  {
    alerts,
    stop,
  }: {
    readonly alerts: readonly AlertView[];
    readonly stop: StopView | null;
  },
  { when }: Pick<Shown, 'when'>,
): string[] => alerts.map((alert) => said[alert.alert]({ ...alert, at: when(alert.at) }, stop));
