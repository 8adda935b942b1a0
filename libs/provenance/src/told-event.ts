import { type PackageFacts, provenBy, type ShownEvent } from '#package';

type Members = Readonly<Record<string, unknown>>;

/** An event of the log as far as a provenance graph tells it. */
export interface ToldEvent {
  readonly index: number;
  /** Hash of the leaf in the tree, hexadecimal. */
  readonly leaf: string;
  readonly typ: string;
  readonly emit: string;
  /** First outside time over a checkpoint that holds it; null where none is shown. */
  readonly provenBy: string | null;
  /** Pseudonym and role of who acted; null where a service acted, or the leaf has it only as a digest. */
  readonly actor: { readonly id: string; readonly role: string } | null;
  readonly service: string;
  readonly version: string;
  readonly reason: string | null;
  readonly purpose: string | null;
  /** Leaf before it in its chain. */
  readonly before: string | null;
  /** Texts in its data and hashes of its objects, by which it names files. */
  readonly names: readonly string[];
  readonly data: Members;
}

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const textOr = (value: unknown): string | null => (isText(value) ? value : null);

function actorOf(value: unknown): ToldEvent['actor'] {
  if (!isObject(value)) return null;
  const { id, role } = value;
  return isText(id) && isText(role) ? { id, role } : null;
}

function toldOf(facts: PackageFacts, event: ShownEvent): ToldEvent[] {
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

/** Events that the package shows, ascending. */
export const toldEvents = (facts: PackageFacts): readonly ToldEvent[] =>
  facts.events.flatMap((event) => toldOf(facts, event));
