import type { Command } from 'commander';
import type { Verifier } from '#tlog';
import { gather } from '../../arguments.js';
import { readVerifierKey } from '../../people/log-proof.js';

export interface KeyFlags {
  readonly vkey?: string;
  readonly witness?: readonly string[];
}

export const withWitnesses = (command: Command): Command =>
  command.option(
    '--witness <file>',
    'verifier key of a witness; may be given several times',
    gather(String),
  );

export const witnessesOf = ({ witness = [] }: KeyFlags): Promise<Verifier[]> =>
  Promise.all(witness.map(readVerifierKey));
