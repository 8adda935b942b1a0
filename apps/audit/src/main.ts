import { runService } from '#runtime';
import { startAuditor } from './auditor.js';

await runService('audit', startAuditor);
