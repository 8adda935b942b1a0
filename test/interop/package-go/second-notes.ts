import { generateKeyPairSync } from 'node:crypto';
import { parseRoots, names, type Roots } from '#package';
import {
  addSignatures,
  cosign,
  formatVerifierKey,
  makeSigner,
  openCheckpoint,
  secondVerifier,
  signCheckpoint,
  type Signer,
  signSecondNote,
} from '#tlog';
import { both, type Change, fileIn, type TestPackage, textOf } from '../../support/package.js';

const at = 1_790_000_000;

export const aWitness = (name = 'witness.example/w1'): Signer =>
  makeSigner(name, generateKeyPairSync('ed25519').privateKey, 'cosignature');

export const policy =
  (quorum: string, ...more: readonly (readonly [name: string, witness: Signer])[]): Change =>
  (build) => {
    const lines = more.map(
      ([name, { verifier }]) => `witness ${name} ${formatVerifierKey(verifier)}\n`,
    );
    const said = textOf(fileIn(build, names.policy));
    build.files.set(
      names.policy,
      Buffer.from(said.replace(/quorum .*/, `${lines.join('')}${quorum}`)),
    );
  };

export class SecondNotes {
  readonly outside = aWitness();
  readonly asked = policy('group q all XB-1 outside\nquorum q', ['outside', this.outside]);

  constructor(private readonly test: TestPackage) {}

  get log(): Signer {
    return this.test.own.noteSigner('log');
  }

  get point() {
    const note = textOf(this.test.build.files.get(names.checkpoint));
    const [origin = '', size, root = ''] = note.split('\n');
    return { origin, size: Number(size), root: Buffer.from(root, 'base64') };
  }

  signNote(changes: Partial<{ size: number; root: Buffer }> = {}): Uint8Array {
    return signSecondNote({ ...this.point, ...changes }, this.log);
  }

  cosigned(note = this.signNote(), by = this.outside): Uint8Array {
    const opened = openCheckpoint(note, secondVerifier(this.log.verifier));
    return addSignatures(note, cosign(opened, by, at));
  }

  ofFirst(): Uint8Array {
    const first = openCheckpoint(signCheckpoint(this.point, this.log), this.log.verifier);
    return addSignatures(this.signNote(), cosign(first, this.outside, at));
  }

  with(note: Uint8Array): Change {
    return both(this.asked, (build) => void build.files.set(names.second, note));
  }

  roots(known: readonly Signer[]): Roots {
    return parseRoots(this.rootsFile(known));
  }

  rootsFile(known: readonly Signer[]): string {
    const lines = known.map(({ verifier }) => `witness ${formatVerifierKey(verifier)}\n`);
    return this.test.rootsFile() + lines.join('');
  }
}

export function secondNotesOf(test: TestPackage): Readonly<Record<string, Change>> {
  const notes = new SecondNotes(test);
  const own = test.own.noteSigner('witness');
  return {
    'a second note': notes.with(notes.cosigned()),
    'a second note of another size': notes.with(notes.cosigned(notes.signNote({ size: 3 }))),
    'a second note with a line under the first': notes.with(notes.ofFirst()),
    'a second note that nobody cosigned': notes.with(notes.signNote()),
    'no second note': notes.asked,
    'a policy for the own witness as well': policy('group q any XB-1 own\nquorum q', ['own', own]),
  };
}
