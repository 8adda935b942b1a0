import { type PackageFacts, provenBy, type ShownEvent } from '#package';

type Members = Readonly<Record<string, unknown>>;

export interface RecordedEvent {
  readonly index: number;
  readonly leaf: string;
  readonly typ: string;
  readonly emit: string;
  readonly provenBy: string | null;
  readonly actor: { readonly id: string; readonly role: string } | null;
  readonly service: string;
  readonly version: string;
  readonly reason: string | null;
  readonly purpose: string | null;
  readonly before: string | null;
  readonly names: readonly string[];
  readonly data: Members;
}

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const textOr = (value: unknown): string | null => (isText(value) ? value : null);

function actorOf(value: unknown): RecordedEvent['actor'] {
  if (!isObject(value)) return null;
  const { id, role } = value;
  return isText(id) && isText(role) ? { id, role } : null;
}

function recordedOf(facts: PackageFacts, event: ShownEvent): RecordedEvent[] {
  const { read, said, index, leaf } = event;
  if (read === undefined || said === undefined) return [];
  const { actor, src } = said.whole;
  const time = provenBy(facts, index);
  return [
    {
      ...{ index, leaf, typ: read.typ, emit: read.emit },
      provenBy: Number.isFinite(time) ? new Date(time).toISOString() : null,
      actor: actorOf(actor),
      service: read.service,
      version: (isObject(src) ? textOr(src['version']) : null) ?? 'unknown',
      reason: textOr(said.reason),
      purpose: textOr(said.data['purpose']),
      before: read.prev.leaf,
      names: [
        ...Object.values(said.data).filter(isText),
        ...said.objects.map((each) => each['sha256']).filter(isText),
      ],
      data: said.data,
    },
  ];
}

export const recordedEvents = (facts: PackageFacts): readonly RecordedEvent[] =>
  facts.events.flatMap((event) => recordedOf(facts, event));
