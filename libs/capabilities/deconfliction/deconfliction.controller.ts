import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, CALL_BUS, From, Route, type Caller, type CallBus } from '#api';
import {
  checkDuplicates,
  DuplicatesAsked,
  type FoundDuplicates,
} from './deconfliction.contract.js';

@ApiTags('deconfliction')
@Controller('api/v1/requests')
export class DeconflictionController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('POST', 'duplicates', checkDuplicates, {
    summary: 'Look for requests about the same',
    description:
      'A POST, because whom it is about must not stand in an address. Thirty an hour for each officer.',
    refuses: {
      413: ['WIRE_TOO_LARGE'],
      422: [
        'DOCUMENT_INVALID',
        'INDEX_LIMIT',
        'NOT_AVAILABLE_YET',
        'WIRE_MALFORMED',
        'WIRE_NOT_CANONICAL',
        'WIRE_TOO_DEEP',
      ],
      429: ['DUPLICATE_CHECKS_SPENT'],
    },
  })
  check(@From() caller: Caller, @Asked() asked: DuplicatesAsked): Promise<FoundDuplicates> {
    return this.bus.ask(checkDuplicates, caller, asked);
  }
}
