import type { DeliveryFate } from '#capabilities/requests/deliveries/deliveries.model';
import type { LinkSight } from '#capabilities/requests/deliveries/deliveries.contract';
import { say } from '#language/console';
import { span } from './clock-words.js';
import { printable } from '../printable.js';
import type { Shown } from '../../print/style.js';
import type { Callee } from './whom-to-call.js';

export interface Outcome {
  readonly fate: DeliveryFate | 'UNKNOWN';
  readonly seconds: number;
  readonly life: boolean;
  readonly peer: string;
  readonly at: string | null;
  readonly code: string | null;
  readonly problem: string | null;
  readonly link: LinkSight | null;
  readonly call: readonly Callee[] | null;
  readonly show: string;
}

type When = Shown['when'];

export const isProven = ({ fate, problem }: Outcome): boolean =>
  fate === 'DELIVERED' && problem === null;

export const isOver = ({ fate }: Outcome): boolean => fate === 'REFUSED' || fate === 'KEPT_BACK';

const after = (seconds: number): string => say('delivery.after', { seconds: seconds.toFixed(1) });

function linkWords({ peer, link }: Outcome, now: Date, when: When): string {
  if (link === null || link.lookedAt === null) return say('delivery.whetherLinkUpNot', { peer });
  if (link.up === true) return say('delivery.linkUp', { peer });
  if (link.up === null)
    return say('delivery.whetherLinkUpNotKnown', { peer, lookedAt: when(link.lookedAt) });
  if (link.upAt === null) return say('delivery.linkDownNeverUp', { peer });
  const away = (now.getTime() - Date.parse(link.upAt)) / 1_000;
  const how =
    away < 60 ? say('delivery.seconds', { seconds: Math.max(0, Math.floor(away)) }) : span(away);
  return say('delivery.linkDownSince', { peer, upAt: when(link.upAt), how });
}

const why = ({ code }: Outcome): string => (code === null ? '' : ` (${printable(code)})`);

function waitingLines(outcome: Outcome, now: Date, when: When): string[] {
  const { link, seconds, show } = outcome;
  const where = linkWords(outcome, now, when);
  const head =
    link?.up === false
      ? say('delivery.notDelivered', { where, outcome: why(outcome) })
      : say('delivery.notDeliveredYet', { seconds: after(seconds), where, outcome: why(outcome) });
  return [head, say('delivery.signedKeptSentUntil', { show })];
}

export function callLines({ call, life, peer }: Pick<Outcome, 'call' | 'life' | 'peer'>): string[] {
  const begin = life ? say('delivery.callThemNow') : say('delivery.callThem');
  if (call === null) return [say('delivery.directoryCouldNotVerified', { begin, peer })];
  if (call.length === 0) return [say('delivery.directoryNamesNoNumber', { begin, peer })];
  return [
    say('delivery.callThemList', { begin }),
    ...call.map(({ who, number }) => `    ${printable(number)}  ${printable(who)}`),
  ];
}

/** Outcome of a delivery in words for the sender. An undelivered document is never called sent. Pure. */
export function deliveryLines(outcome: Outcome, now: Date, when: When): string[] {
  const { fate, seconds, at, problem, show } = outcome;
  switch (fate) {
    case 'DELIVERED':
      return problem === null
        ? [
            say('delivery.deliveredGatewaySigned', {
              seconds: after(seconds),
              at: at === null ? '?' : when(at),
            }),
          ]
        : [
            say('delivery.notProvenGatewaySays', { problem: printable(problem) }),
            ...callLines(outcome),
          ];
    case 'REFUSED':
      return [
        say('delivery.notDeliveredGatewayRefused', { outcome: why(outcome), show }),
        ...callLines(outcome),
      ];
    case 'KEPT_BACK':
      return [
        say('delivery.notDeliveredKeptBack', { outcome: why(outcome), show }),
        ...callLines(outcome),
      ];
    case 'WAITING':
      return [...waitingLines(outcome, now, when), ...callLines(outcome)];
    case 'UNKNOWN':
      return [
        say('delivery.notKnownWhetherDelivered', { outcome: why(outcome), show }),
        ...(outcome.life ? callLines(outcome) : []),
      ];
  }
}
