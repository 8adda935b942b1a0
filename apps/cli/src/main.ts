#!/usr/bin/env node
import module from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { speak } from '#language/speak';
import { languageAsked, languageOfProcess } from './language-asked.js';

// As for the services (service-spec.ts). Missing in Node.js 20.
type Caching = typeof module & { readonly enableCompileCache?: (folder: string) => unknown };
(module as Caching).enableCompileCache?.(fileURLToPath(new URL('compile-cache', import.meta.url)));
const asked = languageAsked(process.argv.slice(2));
await speak(languageOfProcess(asked, process.env));
// Loaded only now: some texts are said while modules load.
const { runProcess } = await import('./run-process.js');
await runProcess(asked);
