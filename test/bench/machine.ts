import { execFileSync } from 'node:child_process';
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';

function firstLine(program: string, ...args: readonly string[]): string {
  try {
    const said = execFileSync(program, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return said.split('\n')[0] ?? '';
  } catch {
    return 'not found';
  }
}

export function machineFacts() {
  return {
    at: new Date().toISOString(),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryMiB: Math.round(totalmem() / 1024 / 1024),
    system: `${platform()} ${release()} ${arch()}`,
    loadBefore: loadavg()[0] ?? NaN,
    node: process.versions.node,
    openssl: process.versions.openssl,
    gpg: firstLine('gpg', '--version'),
    sq: firstLine('sq', 'version'),
    nats: firstLine(process.env.NATS_SERVER ?? 'nats-server', '--version'),
  };
}
