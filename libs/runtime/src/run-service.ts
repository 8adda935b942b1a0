import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { RuntimeError } from './errors.js';
import { dirname, join } from 'node:path';
import type { Service, Settings } from '#config';
import { isCoded } from '#kernel';
import { exitWithParent, settingsExit } from './exit-with-parent.js';
import { createLogger, type Logger } from './logger.js';
import { loadSettings, settingsPath } from './settings.js';

export interface ServiceContext {
  readonly settings: Settings;
  readonly settingsHash: string;
  readonly logger: Logger;
  /** Reports that the service waits until a person has mended `error`. The supervisor then counts the service as started. */
  readonly waits: (error: unknown) => void;
}

export type Start = (context: ServiceContext) => Promise<() => Promise<void>>;

// Missing in Node.js 20.
type Caching = typeof module & { readonly flushCompileCache?: () => void };

// Shorter (ms) than the supervisor's grace time of 5 s.
const closeMs = 4_000;

export const readyFile = (dataDir: string, service: string): string =>
  join(dataDir, 'run', `${service}.ready`);

/**
 * Runs a service. Exit codes: 0 after SIGTERM, SIGINT or the supervisor's death; 78 for unsafe settings, database, broker or
 * key files; 1 after other failures.
 */
export async function runService(service: Service, start: Start): Promise<void> {
  const loaded = loadOrExit(service);
  const { settings } = loaded;
  const logger = createLogger(service);
  const ready = readyFile(settings.dataDir, service);
  rmSync(ready, { force: true });

  let close: () => Promise<void> = () => Promise.resolve();
  let ending = false;
  const end = (reason: string, code: number): void => {
    if (ending) return;
    ending = true;
    rmSync(ready, { force: true });
    logger.info({ reason }, 'service ends');
    const late = setTimeout(() => {
      logger.warn({ reason }, 'service did not close in time');
      process.exit(code === 0 ? 1 : code);
    }, closeMs);
    close().then(
      () => process.exit(code),
      (error: unknown) => {
        clearTimeout(late);
        logger.error({ err: error }, 'service did not close');
        process.exit(1);
      },
    );
  };
  const die = (error: unknown): void => {
    logger.fatal({ err: error }, 'service dies of an error nobody handled');
    process.exit(1);
  };
  process.on('unhandledRejection', die);
  process.on('uncaughtException', die);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      end(signal, 0);
    });
  exitWithParent(() => {
    end('supervisor is gone', 0);
  });

  const markReady = (): void => {
    mkdirSync(dirname(ready), { recursive: true });
    writeFileSync(ready, String(process.pid));
  };
  const waits = (error: unknown): void => {
    markReady();
    logger.error({ err: error }, 'service waits');
  };
  try {
    close = await start({ settings, settingsHash: loaded.hash, logger, waits });
  } catch (error) {
    logger.fatal({ err: error }, 'service did not start');
    process.exit(refusesToRun(error) ? settingsExit : 1);
  }
  markReady();
  logger.info({ settingsHash: loaded.hash }, 'service is ready');
  // Written now, for the next start: Node.js writes compiled code when a process ends, and a killed one writes nothing.
  (module as Caching).flushCompileCache?.();
}

// Codes that only an operator can mend: their lines are printed on standard error.
const unsafe: readonly string[] = [
  'STORE_UNSAFE',
  'BROKER_UNSAFE',
  'HOST_SECRET_UNSAFE',
  'HOST_SETTINGS_INVALID',
  'KEY_FILE_UNSAFE',
];

function refusesToRun(error: unknown): boolean {
  if (!isCoded(error) || !unsafe.includes(error.code)) return false;
  for (const problem of (error.detail ?? '').split('\n'))
    process.stderr.write(`${error.code}: ${problem}\n`);
  return true;
}

function loadOrExit(service: Service): ReturnType<typeof loadSettings> {
  try {
    return loadSettings(service, settingsPath(process.argv));
  } catch (error) {
    if (!(error instanceof RuntimeError)) throw error;
    process.stderr.write(`${error.detail ?? error.code}\n`);
    process.exit(settingsExit);
  }
}
