import type { Retention } from '#capabilities/retention/retention.model';
import { isJudgement, RetentionChain } from '#trust';
import { say } from '#language/console';
import { CliError } from '../errors.js';
import type { Asking } from '../people/profile.js';
import { fetchChain } from './fetch-chain.js';
import { byFingerprint, verifiedDirectory } from './verified-directory.js';

/**
 * Fetches hold orders and erasure orders, and verifies the administrators' signatures. A gateway could withhold the newest
 * order. @throws CliError CLI_DIRECTORY_INVALID; Refusal PERMISSION_DENIED
 */
export async function verifiedRetention(asked: Asking): Promise<Retention> {
  const { state, root } = asked.profile;
  // Orders first: their signers must then be in the directory fetched after them.
  const fetched = await fetchChain(asked.client, { chain: 'retention', state }, 0);
  const { own } = await verifiedDirectory(asked);
  const chain = new RetentionChain(state, root);
  try {
    const certificateOf = await byFingerprint(fetched.certificates);
    for (const signed of fetched.entries)
      await chain.extend(signed, own, certificateOf, 'earliest');
  } catch (error) {
    if (error instanceof CliError || !isJudgement(error)) throw error;
    const code = String((error as { code?: unknown }).code);
    const where = say('verifiedRetention.where', { state, version: chain.heads.version });
    throw new CliError(
      'CLI_DIRECTORY_INVALID',
      say('program.named', { name: where, text: code }),
      error,
    );
  }
  if (chain.heads.point()?.head !== fetched.point?.head)
    throw new CliError(
      'CLI_DIRECTORY_INVALID',
      say('verifiedRetention.retentionAnotherHead', { state }),
    );
  return chain.retention;
}
