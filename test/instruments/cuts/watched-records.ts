import type { TestGateway } from '../../support/gateway.js';
import type { Commit } from './fault-injector.js';

export function recordsOfCommits(commits: readonly Commit[]): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const { service, records } of commits)
    for (const typ of records) {
      const name = `${service} ${typ}`;
      counted[name] = (counted[name] ?? 0) + 1;
    }
  return counted;
}

export async function recordsOfLogs(
  logs: readonly (<T>(sql: string) => Promise<T[]>)[],
): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const sql of logs)
    for (const { name, n } of await sql<{ name: string; n: number }>(
      `select service || ' ' || typ as name, count(*)::int as n from journal.event group by 1`,
    ))
      counted[name] = (counted[name] ?? 0) + n;
  if (Object.keys(counted).length === 0) throw new Error('no event is in the log');
  return counted;
}

export async function unwatchedRecords(
  commits: readonly Commit[],
  gateways: readonly TestGateway[],
): Promise<Record<string, { watched: number; logged: number }>> {
  for (const gateway of gateways) {
    await gateway.steps.stop();
    await gateway.stopExchange();
  }
  const watched = recordsOfCommits(commits);
  const logged = await recordsOfLogs(gateways.map((gateway) => sqlOf(gateway)));
  const names = new Set([...Object.keys(watched), ...Object.keys(logged)]);
  const both = [...names].map((name) => {
    const counts = { watched: watched[name] ?? 0, logged: logged[name] ?? 0 };
    return [name, counts] as const;
  });
  return Object.fromEntries(both.filter(([, counts]) => counts.watched !== counts.logged));
}

const sqlOf =
  (gateway: TestGateway) =>
  <T>(sql: string): Promise<T[]> =>
    gateway.sql<T>(sql);
