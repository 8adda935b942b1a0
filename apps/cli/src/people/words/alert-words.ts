import { plainNotice } from '#capabilities/suspensions/suspensions.model';
import type { StopView } from '#capabilities/suspensions/suspensions.contract';
import type { AlertView } from '#capabilities/deadlines/deadlines.contract';
import { say } from '#language/console';
import { span } from './clock-words.js';
import type { Shown } from '../../print/style.js';

function addressees(officers: AlertView['dutyOfficers']): string {
  if (officers === null) return '';
  return officers.length === 0
    ? say('alert.nobodyDeskNobodyDuty')
    : say('alert.to', { officers: officers.join(', ') });
}

const whileStopped = say('alert.whileThreadStoppedOne', { purpose: plainNotice.purpose });

const spanOf = ({ minutes }: Pick<AlertView, 'minutes'>): string => span((minutes ?? 0) * 60);

function brokenBeyond({ at, way }: ShownAlert): string {
  const [where = say('alert.anotherState'), ...through] = way ?? [];
  return through.length === 0
    ? say('alert.officerWhereHandedOn', { where, at })
    : say('alert.officerWhomHandedNot', { where, through: through.join(', '), at });
}

type ShownAlert = Omit<AlertView, 'at'> & { readonly at: string };

type Said = (alert: ShownAlert, stop: StopView | null) => string;

const said: Readonly<Record<AlertView['alert'], Said>> = {
  EXPIRED: ({ at }) => say('alert.expired', { at }),
  RECALL_UNSAID: ({ at }) => say('alert.recallUnsaid', { at }),
  GLASS_BROKEN: ({ at }) => say('alert.glassBroken', { at }),
  GLASS_BROKEN_THERE: ({ at }) => say('alert.glassBrokenThere', { at }),
  GLASS_BROKEN_BEYOND: brokenBeyond,
  TERM_ENDING: ({ at }) => say('alert.termEnding', { at }),
  TERM_ENDED: ({ at }) => say('alert.termEnded', { at }),
  NOTICE_OWED: (alert) => say('alert.noticeOwed', { alert: spanOf(alert), at: alert.at }),
  PACKAGE_UNTOLD: ({ at }) => say('alert.packageUntold', { at }),
  ERASURE_STOPPED: ({ at }) => say('alert.erasureStopped', { at }),
  ESCALATED: ({ minutes, at, dutyOfficers }) =>
    say('alert.escalated', { minutes: minutes ?? 0, dutyOfficers: addressees(dutyOfficers), at }),
  RECALL_OWED: (alert, stop) =>
    say('alert.recallOwed', {
      alert: spanOf(alert),
      at: alert.at,
      whileStopped: stop === null ? '' : whileStopped,
    }),
};

const words: Readonly<Partial<Record<AlertView['alert'], string>>> = {
  EXPIRED: say('alert.markExpired'),
  GLASS_BROKEN: say('alert.markGlassBroken'),
  GLASS_BROKEN_THERE: say('alert.markGlassBrokenThere'),
  GLASS_BROKEN_BEYOND: say('alert.markGlassBrokenBeyond'),
  NOTICE_OWED: say('alert.markNoticeLate'),
  PACKAGE_UNTOLD: say('alert.markRecipientNotTold'),
  ERASURE_STOPPED: say('alert.markNotErased'),
  TERM_ENDING: say('alert.markTermEndsSoon'),
  TERM_ENDED: say('alert.markTermEnded'),
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
