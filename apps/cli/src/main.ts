#!/usr/bin/env node
import process from 'node:process';
import { speak } from '#language/console';
import { languageOfProcess } from './language-asked.js';

await speak(languageOfProcess(process.argv.slice(2), process.env));
// Loaded only now: some texts are said while modules load.
await import('./run-process.js');
