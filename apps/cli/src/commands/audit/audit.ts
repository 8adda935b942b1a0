import type { Command } from 'commander';
import { say } from '#language/console';
import type { Context } from '../../context.js';
import { addDrill } from './drill.js';
import { addExport } from './log.js';
import { addMending } from './mend.js';
import { addProof } from './proof.js';
import { addQuestions } from './questions.js';
import { addStatistics } from './statistics.js';
import { addVerify } from './verify.js';

export function addAudit(program: Command, context: Context): void {
  const audit = program
    .command('audit')
    .description(say('audit.auditDescription'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise audit timeline THREAD --purpose INVESTIGATION
  $ liaise audit proof EVENT --purpose INVESTIGATION --out event`,
    );
  addQuestions(audit, context);
  addStatistics(audit, context);
  addExport(audit, context);
  addDrill(audit, context);
  addMending(audit, context);
  addProof(audit, context);
  addVerify(audit, context);
}
