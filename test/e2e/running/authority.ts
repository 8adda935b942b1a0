import { readFileSync, writeFileSync } from 'node:fs';
import type { Installation } from '../../support/installation.js';
import { policies, TimeAuthority, TimeServer } from '../../support/time-authority.js';

interface Reached {
  readonly authority: TimeAuthority;
  readonly server: TimeServer;
}

let started: Promise<Reached> | undefined;

async function start(): Promise<Reached> {
  const authority = await TimeAuthority.create();
  return { authority, server: await new TimeServer(authority).start() };
}

export const timeAuthority = (): Promise<Reached> => (started ??= start());

export async function keepTimeAuthority({ layout }: Installation): Promise<void> {
  const { authority, server } = await timeAuthority();
  const settings = JSON.parse(readFileSync(layout.settings, 'utf8')) as object;
  const { caFile, crlFile } = authority;
  const tsa1 = { url: server.url, caFile, crlFile, policy: policies.usual };
  writeFileSync(layout.settings, JSON.stringify({ ...settings, tsa1 }));
}

export async function stopTimeAuthority(): Promise<void> {
  if (started === undefined) return;
  const { authority, server } = await started;
  await server.stop();
  authority.remove();
}
