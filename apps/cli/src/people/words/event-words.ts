import { priorities } from '#kernel';
import type { ThreadEvent } from '#capabilities/events/events.contract';
import type { EventCode } from '#capabilities/events/events.lists';
import { say } from '#language/console';
import type { Shown } from '../../print/style.js';

const loud: readonly EventCode[] = ['ESCALATED', 'HALT_HEARD', 'DOCUMENT_KEPT_BACK'];

export const isLife = ({ priority }: ThreadEvent): boolean => priority === priorities.RISK_TO_LIFE;

export const isLoud = (event: ThreadEvent): boolean =>
  isLife(event) || loud.includes(event.code) || (event.code === 'OPENED' && event.side === 'ASKED');

const priorityWord = ({ priority }: ThreadEvent): string => {
  if (priority === priorities.RISK_TO_LIFE) return say('event.riskLife');
  return priority === priorities.URGENT ? say('event.urgent') : say('event.normal');
};

export const eventLine = (event: ThreadEvent, { when, id }: Shown): string =>
  [
    when(event.at),
    id(event.thread),
    say(`threadEvent.${event.code}`),
    priorityWord(event),
    ...(event.dueAt === null ? [] : [say('event.due', { dueAt: when(event.dueAt) })]),
  ].join('  ');
