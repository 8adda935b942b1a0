#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { printable } from '../people/printable.js';
import { say } from '#language';
import { languageAsked, verifyFile } from './verify-file.js';

// Stand-alone verifier: one file for a laboratory. A leading `verify` is skipped, so that command lines of
// `liaise` work.
const [word, ...rest] = process.argv.slice(2);
try {
  process.exitCode = await verifyFile(word === 'verify' ? rest : process.argv.slice(2), {
    data: (line) => void process.stdout.write(`${line}\n`),
    message: (line) => void process.stderr.write(`${line}\n`),
    now: () => new Date(),
    read: (path) => readFile(path),
    env: process.env,
    columns: process.stdout.columns,
  });
} catch (error) {
  // Node would exit with 1, which means an invalid package.
  const language = languageAsked(rest, process.env);
  const said = say('verifier.notJudged', language, { error: printable(String(error)) });
  process.stderr.write(`${said}\n`);
  process.exitCode = 3;
}
