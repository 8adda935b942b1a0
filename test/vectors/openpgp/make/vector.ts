export interface Vector {
  readonly name: string;
  readonly description: string;
  readonly operation: 'verify' | 'open' | 'certificate';
  readonly at: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly expect: string;
}

type VectorSummary = Pick<Vector, 'name' | 'description' | 'expect'> & { readonly at?: string };

const usualTime = '2026-03-01T12:01:00.000Z';
export const madeAt = new Date('2026-03-01T12:00:00.000Z');
export const gpgTime = '20260301T120000';
export const sqTime = '2026-03-01T12:00:00Z';

export function vector(
  operation: Vector['operation'],
  { name, description, expect, at = usualTime }: VectorSummary,
  inputs: Readonly<Record<string, Uint8Array | string>>,
): Vector {
  const encoded = Object.entries(inputs).map(([key, value]) => [
    key,
    Buffer.from(value as Uint8Array).toString('base64'),
  ]);
  return {
    name,
    description,
    operation,
    at,
    inputs: Object.fromEntries(encoded) as Record<string, string>,
    expect,
  };
}
