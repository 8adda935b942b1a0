import { Flag, Nothing, Numbers, openCall, Parsed, Part, Problem, Text, Whole } from '#contract';
import { parseStateCode, parseTimestamp, type StateCode, type Timestamp } from '#kernel';

export const mostServices = 64;
const mostNumbers = 1_024;

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

export class Liveness {
  @Flag({ example: true })
  readonly live: boolean;
}

export class ServiceHealth {
  @Text({ example: 'inbox' })
  readonly service: string;
  @Flag({ example: true, description: 'It does its work.' })
  readonly ready: boolean;
  @Flag({ example: true, description: 'It gave a sign of life lately.' })
  readonly fresh: boolean;
  @Text({ list: 1_024, description: 'What does not work as it should.', example: [] })
  readonly degraded: readonly string[];
}

export class DiskRoom {
  @Whole({ min: 0, example: 200_000 })
  readonly freeMib: number;
  @Whole({ min: 0, example: 500_000 })
  readonly totalMib: number;
}

const seen = {
  list: mostServices,
  description: 'The processes, also those that never came.',
} as const;
const room = { maybe: true, description: 'Missing while nobody has said it.' } as const;

export class GatewayChecks {
  @Part(() => ServiceHealth, seen)
  readonly services: readonly ServiceHealth[];
  @Part(() => DiskRoom, room)
  readonly disk?: DiskRoom | undefined;
}

export class GatewayHealth extends GatewayChecks {
  @Parsed(parseStateCode)
  readonly state: StateCode;
  @Flag({ example: true })
  readonly ready: boolean;
}

export class NotReady extends Problem {
  @Part(() => ServiceHealth, seen)
  readonly services: readonly ServiceHealth[];
  @Part(() => DiskRoom, room)
  readonly disk?: DiskRoom | undefined;
}

export const readServices = openCall('status', Nothing, ServicesView, 'audit');

export const serviceCalls = [readServices];
