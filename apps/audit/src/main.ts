import { runService } from '#host';
import { startAuditor } from './auditor.js';

await runService('audit', startAuditor);
