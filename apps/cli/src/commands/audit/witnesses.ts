import type { Command } from 'commander';
import type { Verifier } from '#tlog';
import { say } from '#language/console';
import { gather } from '../../arguments.js';
import { readVerifierKey } from '../../people/log-proof.js';

export interface KeyFlags {
  readonly vkey?: string;
  readonly witness?: readonly string[];
}

export const withWitnesses = (command: Command): Command =>
  command.option('--witness <file>', say('witnesses.witnessOption'), gather(String));

export const witnessesOf = ({ witness = [] }: KeyFlags): Promise<Verifier[]> =>
  Promise.all(witness.map(readVerifierKey));
