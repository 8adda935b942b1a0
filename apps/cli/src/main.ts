#!/usr/bin/env node
import process from 'node:process';
import { speak } from '#language/speak';
import { languageAsked, languageOfProcess } from './language-asked.js';

const asked = languageAsked(process.argv.slice(2));
await speak(languageOfProcess(asked, process.env));
// Loaded only now: some texts are said while modules load.
const { runProcess } = await import('./run-process.js');
await runProcess(asked);
