import { Flag, Nothing, Numbers, openCall, Parsed, Part, Text } from '#contract';
import { parseTimestamp, type Timestamp } from '#kernel';

/** Services of one State, at most. */
export const mostServices = 64;
const mostNumbers = 1_024;

/** A process of the gateway, by its own last word. */
export class ServiceView {
  @Text({ example: 'inbox' })
  readonly service: string;
  @Flag({ description: 'It does its work; false for one that is silent.' })
  readonly ready: boolean;
  @Text({ list: 1_024, description: 'What does not work as it should.', example: [] })
  readonly degraded: readonly string[];
  @Text({ example: '0.1.0' })
  readonly version: string;
  @Parsed(parseTimestamp)
  readonly startedAt: Timestamp;
  @Parsed(parseTimestamp, { description: 'Its last sign of life.' })
  readonly beatAt: Timestamp;
  @Numbers(mostNumbers, { description: 'What it counts, by name.' })
  readonly metrics: Readonly<Record<string, number>>;
}

export class ServicesView {
  @Part(() => ServiceView, { list: mostServices })
  readonly services: readonly ServiceView[];
}

/** Health of the processes; holds no case data. */
export const readServices = openCall('status', Nothing, ServicesView, 'audit');

export const serviceCalls = [readServices];
