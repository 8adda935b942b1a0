import type { DeliveryFate } from '#capabilities/requests/deliveries/deliveries.model';
import type { LinkSight } from '#capabilities/requests/deliveries/deliveries.contract';
import { span } from './clock-words.js';
import { printable } from '../printable.js';
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

export const isProven = ({ fate, problem }: Outcome): boolean =>
  fate === 'DELIVERED' && problem === null;

export const isOver = ({ fate }: Outcome): boolean => fate === 'REFUSED' || fate === 'KEPT_BACK';

const after = (seconds: number): string => `after ${seconds.toFixed(1)} s`;

function linkWords({ peer, link }: Outcome, now: Date): string {
  if (link === null || link.lookedAt === null)
    return `whether the link to ${peer} is up is not known`;
  if (link.up === true) return `the link to ${peer} is up`;
  if (link.up === null)
    return `whether the link to ${peer} is up is not known: the border has not looked since ${link.lookedAt}`;
  if (link.upAt === null) return `the link to ${peer} is down and was never up`;
  const away = (now.getTime() - Date.parse(link.upAt)) / 1_000;
  const how = away < 60 ? `${Math.max(0, Math.floor(away))} s` : span(away);
  return `the link to ${peer} is down since ${link.upAt} (${how})`;
}

const why = ({ code }: Outcome): string => (code === null ? '' : ` (${printable(code)})`);

function waitingLines(outcome: Outcome, now: Date): string[] {
  const { link, seconds, show } = outcome;
  const where = linkWords(outcome, now);
  const head =
    link?.up === false
      ? `NOT DELIVERED: ${where}${why(outcome)}.`
      : `NOT DELIVERED YET ${after(seconds)}: ${where}${why(outcome)}.`;
  return [head, `It is signed and kept, and is sent until they sign for it: ${show}`];
}

export function callLines({ call, life, peer }: Pick<Outcome, 'call' | 'life' | 'peer'>): string[] {
  const begin = life ? 'CALL THEM NOW' : 'Call them';
  if (call === null)
    return [`${begin}: the directory of ${peer} could not be verified yet, so no number is shown.`];
  if (call.length === 0)
    return [
      `${begin}: the directory of ${peer} names no number of theirs; take the one that you have agreed on.`,
    ];
  return [
    `${begin}:`,
    ...call.map(({ who, number }) => `    ${printable(number)}  ${printable(who)}`),
  ];
}

/** Outcome of a delivery in words for the sender. An undelivered document is never called sent. Pure. */
export function deliveryLines(outcome: Outcome, now: Date): string[] {
  const { fate, seconds, at, problem, show } = outcome;
  switch (fate) {
    case 'DELIVERED':
      return problem === null
        ? [`DELIVERED ${after(seconds)}; their gateway signed for it at ${at ?? '?'}.`]
        : [
            `NOT PROVEN: this gateway says DELIVERED, and the receipt does not bear it out: ${printable(problem)}`,
            ...callLines(outcome),
          ];
    case 'REFUSED':
      return [
        `NOT DELIVERED: their gateway refused it${why(outcome)}. Do what errors.md says of the code: ${show}`,
        ...callLines(outcome),
      ];
    case 'KEPT_BACK':
      return [
        `NOT DELIVERED: kept back here${why(outcome)}; it does not leave. Do what errors.md says of the code: ${show}`,
        ...callLines(outcome),
      ];
    case 'WAITING':
      return [...waitingLines(outcome, now), ...callLines(outcome)];
    case 'UNKNOWN':
      return [
        `NOT KNOWN WHETHER IT IS DELIVERED${why(outcome)}: ${show}`,
        ...(outcome.life ? callLines(outcome) : []),
      ];
  }
}
