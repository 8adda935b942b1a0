import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { natsServerProgram, postgresFolder } from '#runner';
import { meetsFixedVersions } from '#border';
import { fail, ok, warn, type Finding } from './finding.js';

const oldestNode = [20, 19] as const;
const says = (program: string): string =>
  execFileSync(program, ['--version'], { encoding: 'utf8', timeout: 10_000 }).trim();

export function judgeNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor, needMinor] = oldestNode;
  return major > needMajor || (major === needMajor && minor >= needMinor)
    ? ok('node', version)
    : fail('node', version, `install Node.js ${needMajor}.${needMinor} or later`);
}

export function judgeBroker(text: string): Finding {
  const version = /v?(\d+\.\d+\.\d+\S*)/.exec(text)?.[1] ?? '';
  if (version === '') return fail('nats-server', 'unknown version', 'install nats-server');
  return meetsFixedVersions(version)
    ? ok('nats-server', version)
    : warn(
        'nats-server',
        `${version}, degraded: broker version`,
        'install 2.12.12, 2.14.3 or later before a neighbour is confirmed',
      );
}

function attempt(name: string, remedy: string, look: () => Finding): Finding {
  try {
    return look();
  } catch (error) {
    return fail(name, error instanceof Error ? error.message : 'not found', remedy);
  }
}

export const programs = (): Finding[] => [
  judgeNode(process.versions.node),
  attempt('postgres', 'install PostgreSQL 15 or later', () =>
    ok('postgres', says(join(postgresFolder(), 'postgres'))),
  ),
  attempt('nats-server', 'install nats-server, or name it in NATS_SERVER', () =>
    judgeBroker(says(natsServerProgram())),
  ),
];
