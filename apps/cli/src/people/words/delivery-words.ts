import type { DeliveryFate } from '#capabilities/requests/deliveries/deliveries.model';
import type { LinkSight } from '#capabilities/requests/deliveries/deliveries.contract';
import { span } from './clock-words.js';
import { printable } from '../printable.js';
import type { Callee } from './whom-to-call.js';

/** Knowledge of a document when the wait for its receipt is over. */
export interface Outcome {
  /** `UNKNOWN`: the gateway did not say. */
  readonly fate: DeliveryFate | 'UNKNOWN';
  /** Since it was handed to the gateway. */
  readonly seconds: number;
  /** True in a request where life is at risk. */
  readonly life: boolean;
  readonly peer: string;
  /** When the neighbour signed it; why it was refused, kept back or waits, or why nothing is known. */
  readonly at: string | null;
  readonly code: string | null;
  /** Why the receipt does not bear out what the gateway says; null: it does, or there is none. */
  readonly problem: string | null;
  readonly link: LinkSight | null;
  /** From the neighbour's verified directory; null: none was ever verified here. */
  readonly call: readonly Callee[] | null;
  /** The command that shows its story. */
  readonly show: string;
}

/** Delivered, by a receipt that was verified here. Pure. */
export const isProven = ({ fate, problem }: Outcome): boolean =>
  fate === 'DELIVERED' && problem === null;

/** Refused there or kept back here: it does not leave any more, however long somebody waits. Pure. */
export const isOver = ({ fate }: Outcome): boolean => fate === 'REFUSED' || fate === 'KEPT_BACK';

const after = (seconds: number): string => `after ${seconds.toFixed(1)} s`;

/** Since when the link is away, or what else is known of it. Pure. */
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

/** Numbers to call, as somebody types them. Pure. */
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

/** Fate of a document in words for its sender; nothing undelivered is ever called sent. Pure. */
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
